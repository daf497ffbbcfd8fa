// How many tests ran: prints "PASSED FAILED LEFT_OUT".
//
//   node .ci/count.mjs cargo LOG                  the sum over the test binaries of one `cargo test`
//   node .ci/count.mjs playwright REPORT PROJECT  one project of a Playwright JSON report
//   node .ci/count.mjs checks REPORT              lines of JSON that say whether they passed

import { existsSync, readFileSync } from 'node:fs';

const [kind, path, project] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, leftOut: 0 };

function cargo(log) {
  for (const [, passed, failed, ignored, filtered] of log.matchAll(
    /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored; \d+ measured; (\d+) filtered out/gm,
  )) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
    sum.leftOut += Number(ignored) + Number(filtered);
  }
}

function playwright(suite) {
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests.filter(({ projectName }) => projectName === project)) {
      if (test.status === 'skipped') sum.leftOut += 1;
      else if (test.status === 'expected') sum.passed += 1;
      else sum.failed += 1;
    }
  }
  for (const inner of suite.suites ?? []) playwright(inner);
}

function checks(lines) {
  for (const line of lines.split('\n').filter(Boolean)) sum[JSON.parse(line).passed === true ? 'passed' : 'failed'] += 1;
}

if (existsSync(path)) {
  const text = readFileSync(path, 'utf8');
  if (kind === 'cargo') cargo(text);
  else if (kind === 'checks') checks(text);
  else playwright(JSON.parse(text));
}
console.log(sum.passed, sum.failed, sum.leftOut);
