-- Invented municipalities with four years of the balance each: 31 members, 16 quarters of 40 items owed to all of them.
-- Entries lie in the order of time, those of one municipality between those of all others, as they would come in. Readings
-- are of the last two quarters: older ones have had their time. Run by bench-report.mjs.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';

-- Ids that differ in what they are of and in their number.
CREATE FUNCTION pg_temp.of(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT ('0190' || lpad(to_hex(kind), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

CREATE TEMP TABLE town AS
  SELECT n, pg_temp.of(1, n) AS id FROM generate_series(0, :last) AS n;
-- Of every ten members four are the coalition's, in two factions; the others sit in four.
CREATE TEMP TABLE member AS
  SELECT t.n, t.id AS town, m, pg_temp.of(2, t.n * 100 + m) AS id, f, pg_temp.of(3, t.n * 10 + f) AS faction,
    CASE WHEN f < 2 THEN 'coalitie' ELSE 'oppositie' END AS side
  FROM town t, LATERAL (SELECT m, CASE WHEN m < 9 THEN 0 WHEN m < 16 THEN 1 ELSE 2 + m % 4 END AS f FROM generate_series(0, 30) AS m) AS seat;
-- The running quarter is number 0, the one before it 1; items spread evenly over what has passed of each.
CREATE TEMP TABLE thing AS
  SELECT t.n, t.id AS town, q, k, pg_temp.of(4, (15 - q)::bigint * 100000000 + k * 100000 + t.n) AS id,
    floor(extract(epoch FROM starts + (least(starts + interval '3 months', now()) - starts) * (k + 1) / 42.0) * 1000)::bigint AS at
  FROM town t, generate_series(0, 15) AS q, generate_series(0, 39) AS k,
    LATERAL (SELECT date_trunc('quarter', now()) - q * interval '3 months' AS starts) AS quarter;

INSERT INTO municipalities (id, slug, name, zone, office_name, office_email, answer_days, share_days, usual_place, usual_start, demo, version, created_at)
  SELECT id, 'meting-' || n, 'Meting ' || n, 'Europe/Amsterdam', 'Griffie', 'griffie@meting.example', 30, 3, '', '19:30', false, 1, 0 FROM town;
INSERT INTO terms (id, municipality_id, name, seats, from_date, version)
  SELECT pg_temp.of(5, n), id, 'Raad', 31, to_char(now() - interval '5 years', 'YYYY-MM-DD'), 1 FROM town;
INSERT INTO factions (id, municipality_id, name, reach, from_date, version)
  SELECT pg_temp.of(3, n * 10 + f), id, 'Fractie ' || f, 'lokaal', to_char(now() - interval '5 years', 'YYYY-MM-DD'), 1 FROM town, generate_series(0, 5) AS f;
INSERT INTO side_spells (id, municipality_id, faction_id, side, from_date)
  SELECT pg_temp.of(6, n * 10 + f), id, pg_temp.of(3, n * 10 + f), CASE WHEN f < 2 THEN 'coalitie' ELSE 'oppositie' END,
    to_char(now() - interval '5 years', 'YYYY-MM-DD') FROM town, generate_series(0, 5) AS f;
INSERT INTO people (id, municipality_id, name, email, lang, version, created_at)
  SELECT id, town, 'Lid ' || m, 'lid' || m || '@meting' || n || '.example', 'nl', 1, 0 FROM member;
INSERT INTO appointments (id, municipality_id, person_id, role, faction_id, from_date, version)
  SELECT pg_temp.of(7, n * 100 + m), town, id, 'raadslid', faction, to_char(now() - interval '5 years', 'YYYY-MM-DD'), 1 FROM member;
INSERT INTO appointments (id, municipality_id, person_id, role, from_date, version)
  SELECT pg_temp.of(8, n), town, id, 'griffie', to_char(now() - interval '5 years', 'YYYY-MM-DD'), 1 FROM member WHERE m = 30;
INSERT INTO accounts (person_id, municipality_id, created_at) SELECT id, town, 0 FROM member WHERE m = 30;

DROP INDEX item_audience_by_person, exposures_by_person, exposures_by_item, exposures_once, exposures_reading, exposures_voids, exposures_of_one, exposures_by_feed_once;

INSERT INTO items (id, municipality_id, kind, subject_id, edition, title, path, released_at, released_by)
  SELECT id, town, 'verslag', id, 1, 'Onderwerp ' || k, '/bijeenkomsten', at, pg_temp.of(2, n * 100 + 30) FROM thing ORDER BY at, n;
INSERT INTO item_audience (municipality_id, item_id, person_id, role, faction_id, side)
  SELECT t.town, t.id, m.id, 'raadslid', m.faction, m.side FROM thing t JOIN member m USING (n) ORDER BY t.at, t.n;
INSERT INTO exposures (id, municipality_id, item_id, person_id, kind, channel, at, recorded_at, evidence)
  SELECT pg_temp.of(9, row_number() OVER (ORDER BY e.at, e.n)), e.town, e.item, e.person, e.kind, e.channel, e.at, e.at, e.evidence
  FROM (
    SELECT t.n, t.town, t.id AS item, m.id AS person, 'told' AS kind, 'mail' AS channel, t.at + 60000 + m.m * 1000 AS at, '250 2.0.0 Ok: queued' AS evidence
      FROM thing t JOIN member m USING (n)
    UNION ALL
    SELECT t.n, t.town, t.id, m.id, 'reached', 'portal', t.at + 3600000 * (2 + (m.m * 7 + t.k) % 90), ''
      FROM thing t JOIN member m USING (n) WHERE t.q < 2 AND (m.m * 31 + t.k * 17) % 5 < 3
    UNION ALL
    SELECT t.n, t.town, t.id, m.id, 'confirmed', 'portal', t.at + 3600000 * (3 + (m.m * 5 + t.k) % 90), ''
      FROM thing t JOIN member m USING (n) WHERE (m.m * 13 + t.k * 7) % 10 = 0
  ) AS e WHERE e.at <= extract(epoch FROM now()) * 1000;

:indexes
-- Somebody who is signed in, with the secret of the measuring program.
INSERT INTO sessions (id_hash, id, municipality_id, person_id, trusted, device, created_at, authenticated_at, last_seen_at, idle_until, ends_at)
  SELECT sha256(:'secret'), pg_temp.of(10, n), town, id, true, 'meting', ms, ms, ms, ms + 36000000, ms + 36000000
  FROM member, LATERAL (SELECT (extract(epoch FROM now()) * 1000)::bigint AS ms) AS clock WHERE m = 30 AND n = 0;
