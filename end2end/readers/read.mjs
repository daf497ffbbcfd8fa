// What a calendar program written by somebody else reads in our files; the twin of read.py.
//   node read.mjs PROGRAM FILE...      PROGRAM: ical.js or node-ical

import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const utc = (date) => date.toISOString().replace('.000Z', 'Z');

const PROGRAMS = {
  'ical.js': (text) => {
    const whole = new ICAL.Component(ICAL.parse(text));
    return whole.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      const moment = (time) => (time.zone === ICAL.Timezone.localTimezone ? `floating ${time}` : utc(time.toJSDate()));
      return {
        uid: event.uid,
        start: moment(event.startDate),
        end: moment(event.endDate),
        sequence: event.sequence,
        status: component.getFirstPropertyValue('status'),
        title: event.summary,
      };
    });
  },
  'node-ical': (text) =>
    Object.values(nodeIcal.sync.parseICS(text))
      .filter((one) => one.type === 'VEVENT')
      .map((event) => ({
        uid: event.uid,
        start: utc(event.start),
        end: utc(event.end),
        sequence: Number(event.sequence),
        status: event.status,
        title: event.summary?.val ?? event.summary,
      })),
};

const [program, ...files] = process.argv.slice(2);
const found = {};
for (const file of files) {
  try {
    found[file] = PROGRAMS[program](readFileSync(file, 'utf8'));
  } catch (error) {
    found[file] = `${error.name}: ${error.message}`;
  }
}
console.log(JSON.stringify(found));
