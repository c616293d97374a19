-- The tables, the one way to write them, and who may do what. Run once in an empty database by its administrator:
-- 'readiness database setup' does it. Nobody but the functions below writes; docs/partnership.md says how it is used.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'readiness_owner') THEN CREATE ROLE readiness_owner NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'readiness_member') THEN CREATE ROLE readiness_member NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'readiness_keeper') THEN CREATE ROLE readiness_keeper NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'readiness_backup') THEN CREATE ROLE readiness_backup NOLOGIN; END IF;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO readiness_member, readiness_keeper, readiness_backup', current_database());
END $$;

CREATE SCHEMA readiness AUTHORIZATION readiness_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA readiness TO readiness_member, readiness_keeper, readiness_backup;
SET LOCAL ROLE readiness_owner;

CREATE TABLE readiness.version (number int PRIMARY KEY, made timestamptz NOT NULL DEFAULT now());
INSERT INTO readiness.version (number) VALUES (1);

-- One row an area: the number of its newest change, and the lock of those who write.
CREATE TABLE readiness.area (
  area int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  format int NOT NULL DEFAULT 1,
  sequence bigint NOT NULL DEFAULT 0,
  digest text NOT NULL DEFAULT '',
  first bigint NOT NULL DEFAULT 1,            -- the oldest change that is in the log
  is_filling boolean NOT NULL DEFAULT false   -- records are being moved in
);
CREATE TABLE readiness.member (
  area int NOT NULL REFERENCES readiness.area, login text NOT NULL,
  role text NOT NULL CHECK (role IN ('reader', 'contributor', 'editor', 'approver', 'owner')),
  agency text NOT NULL DEFAULT '', shown text NOT NULL DEFAULT '',
  PRIMARY KEY (area, login),
  CHECK (agency <> '' OR role NOT IN ('contributor', 'approver'))
);
CREATE TABLE readiness.record (
  area int NOT NULL REFERENCES readiness.area, tbl text NOT NULL, doc int NOT NULL, id text, body jsonb NOT NULL,
  -- Each key begins with what tells most: a server that has not counted yet must not take one for the other.
  PRIMARY KEY (doc, tbl, area), UNIQUE (id, tbl, area)
);
CREATE INDEX record_of_area ON readiness.record (area);
CREATE TABLE readiness.change (
  area int NOT NULL REFERENCES readiness.area, sequence bigint NOT NULL, token uuid, at text NOT NULL,
  shown text NOT NULL, label text NOT NULL, undoes bigint NOT NULL, login text NOT NULL,
  logged timestamptz NOT NULL DEFAULT clock_timestamp(), previous text NOT NULL, digest text NOT NULL,
  head_sha text NOT NULL, head_now text,      -- of what is said of it; of what is left after an erasure
  count int NOT NULL, extra jsonb,
  PRIMARY KEY (area, sequence), UNIQUE (area, token)
);
CREATE TABLE readiness.op (
  area int NOT NULL, sequence bigint NOT NULL, n int NOT NULL, tbl text NOT NULL, doc int NOT NULL, id text,
  before jsonb, after jsonb, sha text NOT NULL, now_sha text,
  PRIMARY KEY (area, sequence, n)
);
CREATE INDEX op_of_record ON readiness.op (area, tbl, id, sequence);
CREATE TABLE readiness.counter (
  area int NOT NULL REFERENCES readiness.area, tbl text NOT NULL, next_record bigint NOT NULL DEFAULT 1,
  next_doc int NOT NULL DEFAULT 1, PRIMARY KEY (area, tbl)
);

-- What a role may do with the records of a table. `only_fields`: no others; `but_fields`: not these. `own`: where the
-- record names the agency it must be of, before and after. An owner may do everything and is not listed.
CREATE TABLE readiness.may (
  role text NOT NULL, tbl text NOT NULL, verb text NOT NULL CHECK (verb IN ('add', 'edit', 'remove')),
  only_fields text[], but_fields text[] NOT NULL DEFAULT '{}', own text NOT NULL DEFAULT '',
  PRIMARY KEY (role, tbl, verb)
);
INSERT INTO readiness.may (role, tbl, verb, only_fields, but_fields, own)
  SELECT 'contributor', 'evidence', verb, NULL::text[], ARRAY['release_approved_by'], 'agencies' FROM unnest(ARRAY['add', 'edit']) verb
  UNION ALL SELECT 'contributor', 'requests', verb, NULL, '{}'::text[], 'agency' FROM unnest(ARRAY['add', 'edit']) verb
  UNION ALL SELECT 'contributor', 'links', verb, NULL, '{}', 'evidence' FROM unnest(ARRAY['add', 'edit', 'remove']) verb
  UNION ALL SELECT 'editor', tbl, verb, NULL, '{}', ''
    FROM unnest(ARRAY['links', 'requests', 'recommendations', 'actions', 'measures', 'notices', 'handovers', 'strategies',
                      'priorities', 'workstreams', 'progress_notes']) tbl, unnest(ARRAY['add', 'edit', 'remove']) verb
  UNION ALL SELECT 'editor', 'evidence', verb, NULL, ARRAY['release_approved_by'], '' FROM unnest(ARRAY['add', 'edit', 'remove']) verb
  UNION ALL SELECT 'editor', 'statements', verb, NULL, ARRAY['agreements', 'agreed_text', 'agreed_impact'], ''
    FROM unnest(ARRAY['add', 'edit', 'remove']) verb
  UNION ALL SELECT 'approver', 'statements', 'edit', ARRAY['agreements', 'agreed_text', 'agreed_impact'], '{}', 'agreements'
  UNION ALL SELECT 'approver', 'grades', verb, NULL, '{}', '' FROM unnest(ARRAY['add', 'edit', 'remove']) verb
  UNION ALL SELECT 'approver', 'evidence', 'edit', ARRAY['release_approved_by'], '{}', '';

-- Nobody alters or removes what is in the log, also not who owns it, but for an erasure while it runs.
CREATE FUNCTION readiness.keep_log() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('readiness.erasing', true) = 'on' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'The log is only added to.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE ON readiness.change FOR EACH ROW EXECUTE FUNCTION readiness.keep_log();
CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE ON readiness.op FOR EACH ROW EXECUTE FUNCTION readiness.keep_log();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON readiness.change FOR EACH STATEMENT EXECUTE FUNCTION readiness.keep_log();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON readiness.op FOR EACH STATEMENT EXECUTE FUNCTION readiness.keep_log();

-- Reading: a member sees the areas they are a member of; a backup sees all.
CREATE FUNCTION readiness.my_areas() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT coalesce(array_agg(area), '{}') FROM readiness.member WHERE login = session_user $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['area', 'member', 'record', 'change', 'op', 'counter'] LOOP
    EXECUTE format('ALTER TABLE readiness.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY mine ON readiness.%I FOR SELECT TO readiness_member
                    USING (area = ANY ((SELECT readiness.my_areas())::int[]))', name);
    EXECUTE format('CREATE POLICY backup ON readiness.%I FOR SELECT TO readiness_backup USING (true)', name);
    EXECUTE format('GRANT SELECT ON readiness.%I TO readiness_member, readiness_backup', name);
  END LOOP;
END $$;
GRANT SELECT ON readiness.version, readiness.may TO readiness_member, readiness_keeper, readiness_backup;

-- No search path of its own, so that it is worked out in place; only functions that have one call it.
CREATE FUNCTION readiness.sha(parts text[]) RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT encode(sha256(convert_to(array_to_string(parts, E'\x1f', '-'), 'UTF8')), 'hex') $$;

CREATE FUNCTION readiness.me(p_code text, OUT area int, OUT role text, OUT agency text, OUT shown text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT m.area, m.role, m.agency, m.shown FROM readiness.area a JOIN readiness.member m USING (area)
        WHERE a.code = p_code AND m.login = session_user $$;

-- Whether a text is a moment as the program writes it: what is in the log nobody can put right afterwards.
CREATE FUNCTION readiness.is_moment(p_at text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN p_at ~ '^[1-9]\d{3}-(0[1-9]|1[0-2])-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3,6})?(Z|[+]00:00)$'
    THEN substr(p_at, 9, 2)::int BETWEEN 1 AND extract(day FROM (substr(p_at, 1, 7) || '-01')::date + interval '1 month - 1 day')
    ELSE false END $$;

-- Whether a change has the form the program gives it. One without what it is based on would pass over others' newer
-- words; one that names its own place, or a number far beyond those given, would leave none for anybody else.
CREATE FUNCTION readiness.is_sound(p_area int, p_at text, p_undoes bigint, p_ops jsonb) RETURNS boolean
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT readiness.is_moment(p_at) OR jsonb_typeof(p_ops) IS DISTINCT FROM 'array' THEN RETURN false; END IF;
  IF p_undoes IS DISTINCT FROM 0 AND NOT EXISTS (
    SELECT FROM readiness.change c WHERE c.area = p_area AND c.sequence = p_undoes AND c.login = session_user) THEN RETURN false; END IF;
  RETURN NOT EXISTS (
    SELECT FROM jsonb_array_elements(p_ops) o LEFT JOIN readiness.counter c ON c.area = p_area AND c.tbl = o ->> 'tbl'
    WHERE NOT coalesce(jsonb_typeof(o) = 'object' AND NOT o ? 'doc' AND o ->> 'tbl' ~ '^[a-z_]{1,40}$'
      AND jsonb_typeof(o -> 'id') = 'string' AND o ->> 'id' <> '' AND jsonb_typeof(o -> 'base') IN ('null', 'number')
      AND CASE jsonb_typeof(o -> 'number') WHEN 'number' THEN readiness.is_near((o ->> 'number')::numeric, c.next_record) END
      AND CASE jsonb_typeof(o -> 'after') WHEN 'null' THEN true WHEN 'object' THEN
        jsonb_typeof(o -> 'after' -> 'id') = 'string' AND CASE jsonb_typeof(o -> 'after' -> 'revision')
          WHEN 'number' THEN (o -> 'after' ->> 'revision')::numeric BETWEEN 0 AND 1000000000 ELSE NOT o -> 'after' ? 'revision' END
        END, false));
END $$;

-- Whether a number of an id may come next: a thousand million in all, or a million beyond those that were given.
CREATE FUNCTION readiness.is_near(p_number numeric, p_next bigint) RETURNS boolean LANGUAGE sql IMMUTABLE
  SET search_path = pg_catalog, pg_temp AS $$ SELECT p_number BETWEEN 0 AND greatest(1000000000, coalesce(p_next, 1) + 1000000) $$;

-- Whether a record is of an agency, by the field that says so. `p_ops` are the changes it comes with: evidence that is
-- added by one of them is looked at there, and that one must pass by itself.
CREATE FUNCTION readiness.is_own(p_area int, p_own text, p_body jsonb, p_agency text, p_ops jsonb) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE p_own
    WHEN '' THEN true
    WHEN 'agency' THEN p_body ->> 'agency' = p_agency
    WHEN 'agencies' THEN jsonb_typeof(p_body -> 'agencies') = 'array' AND p_body -> 'agencies' ? p_agency
    WHEN 'evidence' THEN EXISTS (SELECT FROM readiness.record r WHERE r.area = p_area AND r.tbl = 'evidence'
        AND r.id = p_body ->> 'evidence' AND coalesce(r.body -> 'agencies' ? p_agency, false))
      OR EXISTS (SELECT FROM jsonb_array_elements(p_ops) o WHERE o ->> 'tbl' = 'evidence' AND o -> 'base' = 'null'
        AND o ->> 'id' = p_body ->> 'evidence' AND coalesce(o -> 'after' -> 'agencies' ? p_agency, false))
    ELSE true END $$;

-- Why one may not make a change; null when one may. Nothing of what is stored is said.
CREATE FUNCTION readiness.refusal(p_area int, p_role text, p_agency text, p_shown text, p_tbl text, p_before jsonb, p_after jsonb,
                                  p_ops jsonb)
  RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rule record;
  touched text[];
  did text := CASE WHEN p_before IS NULL THEN 'add' WHEN p_after IS NULL THEN 'remove' ELSE 'edit' END;
BEGIN
  SELECT * INTO rule FROM readiness.may m WHERE m.role = p_role AND m.tbl = p_tbl AND m.verb = did;
  IF NOT FOUND THEN RETURN did; END IF;
  SELECT coalesce(array_agg(key), '{}') INTO touched FROM (
    SELECT key FROM jsonb_object_keys(coalesce(p_before, '{}') || coalesce(p_after, '{}')) key
    WHERE p_before -> key IS DISTINCT FROM p_after -> key
      AND key NOT IN ('id', 'revision', 'created', 'updated', 'updated_by')
      -- Whoever may edit evidence takes an approval back: new content must not go out under the old one.
      AND NOT (p_after IS NOT NULL AND key = 'release_approved_by' AND key = ANY (rule.but_fields)
        AND coalesce(p_after ->> key, '') = '')) t;
  IF did <> 'remove' AND (touched && rule.but_fields OR NOT touched <@ coalesce(rule.only_fields, touched)) THEN
    RETURN 'field';
  END IF;
  IF did = 'remove' AND touched && rule.but_fields THEN RETURN 'field'; END IF;
  IF (p_before IS NOT NULL AND NOT coalesce(readiness.is_own(p_area, rule.own, p_before, p_agency, p_ops), false))
     OR (p_after IS NOT NULL AND NOT coalesce(readiness.is_own(p_area, rule.own, p_after, p_agency, p_ops), false)) THEN
    RETURN 'agency';
  END IF;
  IF p_tbl = 'evidence' AND did = 'edit' AND coalesce(p_after ->> 'release_approved_by', '') <> ''
     AND (touched && ARRAY['sha256'] OR touched && ARRAY['location'] AND coalesce(p_after ->> 'sha256', '') = '') THEN
    RETURN 'approved';
  END IF;
  IF rule.own = 'agreements' AND EXISTS (
    SELECT FROM jsonb_array_elements(coalesce(p_after -> 'agreements', '[]')) given
    WHERE NOT coalesce(p_before -> 'agreements', '[]') @> jsonb_build_array(given)
      AND (given ->> 'agency' IS DISTINCT FROM p_agency OR (p_shown <> '' AND given ->> 'by' IS DISTINCT FROM p_shown))
  ) THEN RETURN 'agreement'; END IF;
  IF rule.own = 'agreements' AND  -- those of others stay as they are, neither gone nor there twice
    (SELECT jsonb_agg(had ORDER BY had) FROM jsonb_array_elements(coalesce(p_before -> 'agreements', '[]')) had
     WHERE had ->> 'agency' IS DISTINCT FROM p_agency) IS DISTINCT FROM
    (SELECT jsonb_agg(given ORDER BY given) FROM jsonb_array_elements(coalesce(p_after -> 'agreements', '[]')) given
     WHERE given ->> 'agency' IS DISTINCT FROM p_agency) THEN
    RETURN 'agreement';
  END IF;
  IF rule.own = 'agreements' AND (
    (touched && ARRAY['agreed_text'] AND coalesce(p_after ->> 'agreed_text', '') NOT IN ('', coalesce(p_after ->> 'text', '')))
    OR (touched && ARRAY['agreed_impact'] AND coalesce(p_after ->> 'agreed_impact', '') NOT IN ('', coalesce(p_after ->> 'impact', '')))
  ) THEN RETURN 'agreement'; END IF;
  IF p_tbl = 'evidence' AND 'release_approved_by' = ANY (touched) AND p_shown <> ''
     AND coalesce(p_after ->> 'release_approved_by', '') NOT IN ('', p_shown) THEN
    RETURN 'agreement';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION readiness.stamped(p_before jsonb, p_after jsonb, p_at text, p_user text, p_wide boolean) RETURNS jsonb
  LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN p_after IS NULL THEN NULL
    WHEN p_wide AND NOT p_after ? 'revision' THEN p_after
    WHEN p_wide THEN p_after || jsonb_build_object('updated', p_at, 'updated_by', p_user,
      'revision', greatest(coalesce((p_before ->> 'revision')::int, 0) + 1, (p_after ->> 'revision')::int))
    ELSE (p_after - 'created') || jsonb_build_object('updated', p_at, 'updated_by', p_user,
      'revision', coalesce((coalesce(p_before, p_after) ->> 'revision')::int, 0) + 1,
      'created', coalesce(coalesce(p_before, p_after) ->> 'created', p_at)) END $$;

-- Write checked changes and their line in the log. Only called by the functions that check.
CREATE FUNCTION readiness.write_change(p_area int, p_token uuid, p_at text, p_user text, p_label text, p_undoes bigint,
                                       p_ops jsonb, p_wide boolean, p_extra jsonb DEFAULT NULL) RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  head record;
  row record;
  docs jsonb := '{}';
  shas text[] := '{}';
  had jsonb;
  now_body jsonb;
  place int;
  here tid;  -- the row that was found; the area's lock keeps it there
  mark text;
  said text;
BEGIN
  SELECT a.sequence + 1 AS sequence, a.digest INTO head FROM readiness.area a WHERE a.area = p_area;
  FOR row IN
    SELECT o ->> 'tbl' AS tbl, count(*) FILTER (WHERE NOT o ? 'doc' AND o -> 'base' = 'null') AS made,
           max((o ->> 'number')::bigint) + 1 AS number, max((o ->> 'doc')::int) + 1 AS doc
    FROM jsonb_array_elements(p_ops) o GROUP BY 1 ORDER BY 1
  LOOP
    INSERT INTO readiness.counter AS c (area, tbl, next_record, next_doc)
      VALUES (p_area, row.tbl, greatest(coalesce(row.number, 1), 1), greatest(1 + row.made, coalesce(row.doc, 1)))
      ON CONFLICT (area, tbl) DO UPDATE SET next_record = greatest(c.next_record, EXCLUDED.next_record),
        next_doc = greatest(c.next_doc + row.made, coalesce(row.doc, 1))
      RETURNING next_doc - row.made INTO place;
    docs := docs || jsonb_build_object(row.tbl, place);
  END LOOP;
  IF p_wide THEN  -- a record may come back under the number of another: first all that go
    FOR row IN SELECT o FROM jsonb_array_elements(p_ops) o LOOP
      UPDATE readiness.record r SET id = NULL WHERE r.area = p_area AND r.tbl = row.o ->> 'tbl' AND r.doc = (row.o ->> 'doc')::int;
    END LOOP;
  END IF;
  FOR row IN SELECT o ->> 'tbl' AS tbl, o ->> 'id' AS id, (o ->> 'doc')::int AS doc, n,
                    CASE jsonb_typeof(o -> 'after') WHEN 'object' THEN o -> 'after' END AS after
             FROM jsonb_array_elements(p_ops) WITH ORDINALITY AS t (o, n)
  LOOP
    IF p_wide THEN
      SELECT r.doc, r.body, r.ctid INTO place, had, here FROM readiness.record r
        WHERE r.area = p_area AND r.tbl = row.tbl AND r.doc = row.doc;
    ELSE
      SELECT r.doc, r.body, r.ctid INTO place, had, here FROM readiness.record r
        WHERE r.area = p_area AND r.tbl = row.tbl AND r.id = row.id;
    END IF;
    IF NOT FOUND THEN had := NULL; place := row.doc; END IF;
    now_body := readiness.stamped(had, row.after, p_at, p_user, p_wide);
    IF now_body IS NULL THEN
      DELETE FROM readiness.record r WHERE r.ctid = here;
    ELSIF had IS NULL THEN
      IF place IS NULL THEN
        place := (docs ->> row.tbl)::int;
        docs := docs || jsonb_build_object(row.tbl, place + 1);
      END IF;
      INSERT INTO readiness.record (area, tbl, doc, id, body) VALUES (p_area, row.tbl, place, now_body ->> 'id', now_body);
    ELSE
      UPDATE readiness.record r SET body = now_body, id = now_body ->> 'id' WHERE r.ctid = here;
    END IF;
    mark := readiness.sha(ARRAY[row.tbl, place::text, had::text, now_body::text]);
    shas := shas || mark;
    INSERT INTO readiness.op (area, sequence, n, tbl, doc, id, before, after, sha)
      VALUES (p_area, head.sequence, row.n, row.tbl, place, coalesce(now_body, had) ->> 'id', had, now_body, mark);
  END LOOP;
  said := readiness.sha(ARRAY[p_at, p_user, p_label, p_undoes::text, session_user, p_extra::text]);
  mark := readiness.sha(ARRAY[head.digest, head.sequence::text, said] || shas);
  INSERT INTO readiness.change (area, sequence, token, at, shown, label, undoes, login, previous, digest, head_sha, count, extra)
    VALUES (p_area, head.sequence, p_token, p_at, p_user, p_label, p_undoes, session_user, head.digest, mark, said,
            coalesce(array_length(shas, 1), 0), p_extra);
  UPDATE readiness.area a SET sequence = head.sequence, digest = mark WHERE a.area = p_area;
  IF jsonb_array_length(p_ops) > 1000 THEN  -- so that what comes next is found by the right index
    ANALYZE readiness.record; ANALYZE readiness.op; ANALYZE readiness.change;
  END IF;
  RETURN head.sequence;
END $$;

-- The one way to change records. Answers with what came of it; what is stored never stands in an error, so not in a log.
CREATE FUNCTION readiness.commit_change(p_code text, p_token uuid, p_at text, p_user text, p_label text, p_undoes bigint,
                                        p_ops jsonb, p_expect bigint DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  -- By the index, whatever the server has counted so far: after a large import it would read every record for each change.
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_bitmapscan = off
  SET plan_cache_mode = force_generic_plan SET jit = off AS $$
DECLARE
  mine record;
  head record;
  known record;
  answer jsonb;
  why text;
  row record;
BEGIN
  SELECT m.area, m.role, m.agency, m.shown INTO mine FROM readiness.area a JOIN readiness.member m USING (area)
    WHERE a.code = p_code AND m.login = session_user;
  IF mine.area IS NULL THEN RETURN '{"refused": "member"}'; END IF;
  IF mine.role = 'reader' THEN RETURN '{"refused": "reader"}'; END IF;
  IF p_expect IS NOT NULL AND mine.role <> 'owner' THEN RETURN '{"refused": "owner"}'; END IF;
  SELECT * INTO head FROM readiness.area a WHERE a.area = mine.area FOR UPDATE;
  IF head.is_filling THEN RETURN '{"refused": "filling"}'; END IF;
  SELECT c.sequence, c.shown, c.at INTO known FROM readiness.change c WHERE c.area = mine.area AND c.token = p_token;
  IF FOUND THEN
    RETURN jsonb_build_object('sequence', known.sequence, 'user', known.shown, 'at', known.at, 'again', true);
  END IF;
  IF p_expect IS NOT NULL AND head.sequence <> p_expect THEN RETURN '{"moved": true}'; END IF;
  IF NOT readiness.is_moment(p_at) THEN RETURN '{"refused": "form"}'; END IF;
  IF p_expect IS NULL THEN
    IF NOT readiness.is_sound(mine.area, p_at, p_undoes, p_ops) THEN RETURN '{"refused": "form"}'; END IF;
    SELECT jsonb_agg(jsonb_build_object('n', n - 1, 'body', r.body) ORDER BY n) INTO answer
      FROM jsonb_array_elements(p_ops) WITH ORDINALITY AS t (o, n)
      LEFT JOIN readiness.record r ON r.area = mine.area AND r.tbl = o ->> 'tbl' AND r.id = o ->> 'id'
      WHERE (o -> 'base' = 'null') <> (r.doc IS NULL)
        OR (o -> 'base' <> 'null' AND coalesce(r.body -> 'revision', '0') <> o -> 'base');
    IF answer IS NOT NULL THEN RETURN jsonb_build_object('stale', answer); END IF;
  END IF;
  IF mine.shown <> '' THEN p_user := mine.shown; END IF;
  FOR row IN SELECT o, n, r.body FROM jsonb_array_elements(p_ops) WITH ORDINALITY AS t (o, n)
             LEFT JOIN readiness.record r ON r.area = mine.area AND r.tbl = o ->> 'tbl' AND r.id = o ->> 'id'
             WHERE mine.role <> 'owner'
  LOOP
    IF jsonb_typeof(row.o -> 'after') = 'object' AND row.o -> 'after' ->> 'id' IS DISTINCT FROM row.o ->> 'id' THEN
      RETURN '{"refused": "id"}';
    END IF;
    why := readiness.refusal(mine.area, mine.role, mine.agency, mine.shown, row.o ->> 'tbl', row.body,
                             CASE jsonb_typeof(row.o -> 'after') WHEN 'object' THEN row.o -> 'after' END, p_ops);
    IF why IS NOT NULL THEN RETURN jsonb_build_object('refused', why, 'n', row.n - 1); END IF;
  END LOOP;
  RETURN jsonb_build_object(
    'sequence', readiness.write_change(mine.area, p_token, p_at, p_user, p_label, p_undoes, p_ops, p_expect IS NOT NULL),
    'user', p_user, 'at', p_at);
END $$;

-- Numbers of ids nobody was ever given; a transaction of its own, so that no commit takes them back.
CREATE FUNCTION readiness.reserve_ids(p_code text, p_tbl text, p_count int) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE mine record; given bigint;
BEGIN
  SELECT * INTO mine FROM readiness.me(p_code);
  IF mine.area IS NULL OR mine.role = 'reader' OR p_tbl !~ '^[a-z_]{1,40}$'
     OR p_count NOT BETWEEN 1 AND 1000000 THEN RETURN NULL; END IF;
  INSERT INTO readiness.counter AS c (area, tbl, next_record) VALUES (mine.area, p_tbl, 1 + p_count)
    ON CONFLICT (area, tbl) DO UPDATE SET next_record = c.next_record + p_count
    RETURNING next_record - p_count INTO given;
  RETURN given;
END $$;

CREATE FUNCTION readiness.skip_ids(p_code text, p_next jsonb) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE mine record;
BEGIN
  SELECT * INTO mine FROM readiness.me(p_code);
  IF mine.area IS NULL OR mine.role = 'reader' THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM jsonb_each_text(p_next) LEFT JOIN readiness.counter c ON c.area = mine.area AND c.tbl = key
             WHERE key !~ '^[a-z_]{1,40}$' OR NOT coalesce(readiness.is_near(value::numeric, c.next_record), false)) THEN
    RETURN false;
  END IF;
  INSERT INTO readiness.counter AS c (area, tbl, next_record)
    SELECT mine.area, key, greatest(value::bigint, 1) FROM jsonb_each_text(p_next) ORDER BY key
    ON CONFLICT (area, tbl) DO UPDATE SET next_record = greatest(c.next_record, EXCLUDED.next_record);
  RETURN true;
END $$;

-- Whether one value is another with something erased: same shape, and texts differ by marks alone.
CREATE FUNCTION readiness.is_erased_form(p_was jsonb, p_now jsonb) RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_now IS NOT DISTINCT FROM p_was THEN RETURN true; END IF;
  IF p_was IS NULL OR jsonb_typeof(p_was) <> jsonb_typeof(p_now) THEN RETURN false; END IF;
  CASE jsonb_typeof(p_was)
    WHEN 'string' THEN
      RETURN strpos(p_now #>> '{}', '[erased]') > 0 AND p_was #>> '{}' LIKE
        replace(replace(replace(replace(p_now #>> '{}', '\', '\\'), '%', '\%'), '_', '\_'), '[erased]', '%');
    WHEN 'object' THEN
      RETURN (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(p_was) k) = (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(p_now) k)
        AND NOT EXISTS (SELECT FROM jsonb_each(p_was) e WHERE NOT readiness.is_erased_form(e.value, p_now -> e.key));
    WHEN 'array' THEN
      RETURN jsonb_array_length(p_was) = jsonb_array_length(p_now) AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(p_was) WITH ORDINALITY w (v, n) WHERE NOT readiness.is_erased_form(v, p_now -> (n::int - 1)));
    ELSE RETURN false;
  END CASE;
END $$;

-- Take words or records out of present and past. An owner's, and what is put in their place may only be marks.
-- p_records: [{tbl, doc, now}], p_ops: [{sequence, n, before, after, is_gone}], p_heads: [{sequence, shown, label}].
CREATE FUNCTION readiness.erase_words(p_code text, p_token uuid, p_at text, p_user text, p_expect bigint,
                                      p_records jsonb, p_ops jsonb, p_heads jsonb) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine record;
  head record;
  row record;
  tombs jsonb;
BEGIN
  SELECT * INTO mine FROM readiness.me(p_code);
  IF mine.area IS NULL THEN RETURN '{"refused": "member"}'; END IF;
  IF mine.role <> 'owner' THEN RETURN '{"refused": "owner"}'; END IF;
  SELECT * INTO head FROM readiness.area a WHERE a.area = mine.area FOR UPDATE;
  SELECT c.sequence INTO row FROM readiness.change c WHERE c.area = mine.area AND c.token = p_token;
  IF FOUND THEN RETURN jsonb_build_object('sequence', row.sequence); END IF;
  IF head.sequence <> p_expect THEN RETURN '{"moved": true}'; END IF;
  IF mine.shown <> '' THEN p_user := mine.shown; END IF;
  IF EXISTS (SELECT FROM jsonb_array_elements(p_records) r JOIN readiness.record t
               ON t.area = mine.area AND t.tbl = r ->> 'tbl' AND t.doc = (r ->> 'doc')::int
             WHERE jsonb_typeof(r -> 'now') = 'object' AND NOT readiness.is_erased_form(t.body, r -> 'now'))
     OR EXISTS (SELECT FROM jsonb_array_elements(p_ops) o JOIN readiness.op t
               ON t.area = mine.area AND t.sequence = (o ->> 'sequence')::bigint AND t.n = (o ->> 'n')::int
             WHERE NOT (o ->> 'is_gone')::boolean
               AND (NOT readiness.is_erased_form(t.before, nullif(o -> 'before', 'null')) OR NOT readiness.is_erased_form(t.after, nullif(o -> 'after', 'null'))))
     OR EXISTS (SELECT FROM jsonb_array_elements(p_heads) h JOIN readiness.change t
               ON t.area = mine.area AND t.sequence = (h ->> 'sequence')::bigint
             WHERE NOT readiness.is_erased_form(to_jsonb(t.shown), h -> 'shown')
               OR NOT (h ->> 'label' = '[erased]' OR readiness.is_erased_form(to_jsonb(t.label), h -> 'label'))) THEN
    RETURN '{"refused": "erasure"}';
  END IF;
  IF NOT readiness.is_moment(p_at) THEN RETURN '{"refused": "form"}'; END IF;
  PERFORM set_config('readiness.erasing', 'on', true);
  UPDATE readiness.op t SET before = CASE WHEN (o ->> 'is_gone')::boolean THEN NULL ELSE nullif(o -> 'before', 'null') END,
      after = CASE WHEN (o ->> 'is_gone')::boolean THEN NULL ELSE nullif(o -> 'after', 'null') END,
      now_sha = readiness.sha(ARRAY[t.tbl, t.doc::text, CASE WHEN (o ->> 'is_gone')::boolean THEN NULL ELSE nullif(o -> 'before', 'null') END::text,
                                    CASE WHEN (o ->> 'is_gone')::boolean THEN NULL ELSE nullif(o -> 'after', 'null') END::text])
    FROM jsonb_array_elements(p_ops) o
    WHERE t.area = mine.area AND t.sequence = (o ->> 'sequence')::bigint AND t.n = (o ->> 'n')::int;
  UPDATE readiness.change t SET shown = h ->> 'shown', label = h ->> 'label',
      head_now = readiness.sha(ARRAY[t.at, h ->> 'shown', h ->> 'label', t.undoes::text, t.login, t.extra::text])
    FROM jsonb_array_elements(p_heads) h WHERE t.area = mine.area AND t.sequence = (h ->> 'sequence')::bigint;
  PERFORM set_config('readiness.erasing', 'off', true);
  DELETE FROM readiness.record t USING jsonb_array_elements(p_records) r
    WHERE t.area = mine.area AND t.tbl = r ->> 'tbl' AND t.doc = (r ->> 'doc')::int AND jsonb_typeof(r -> 'now') <> 'object';
  UPDATE readiness.record t SET body = r -> 'now', id = r -> 'now' ->> 'id' FROM jsonb_array_elements(p_records) r
    WHERE t.area = mine.area AND t.tbl = r ->> 'tbl' AND t.doc = (r ->> 'doc')::int AND jsonb_typeof(r -> 'now') = 'object';
  SELECT jsonb_agg(DISTINCT s ORDER BY s) INTO tombs FROM (
    SELECT (o ->> 'sequence')::bigint AS s FROM jsonb_array_elements(p_ops) o
    UNION SELECT (h ->> 'sequence')::bigint FROM jsonb_array_elements(p_heads) h) x;
  SELECT jsonb_agg(jsonb_build_array(c.sequence, c.head_sha, coalesce(c.head_now, c.head_sha),
      (SELECT jsonb_agg(jsonb_build_array(o.n, o.sha, coalesce(o.now_sha, o.sha)) ORDER BY o.n)
       FROM readiness.op o WHERE o.area = c.area AND o.sequence = c.sequence AND o.now_sha IS NOT NULL)) ORDER BY c.sequence)
    INTO tombs FROM readiness.change c WHERE c.area = mine.area AND tombs @> to_jsonb(c.sequence);
  RETURN jsonb_build_object('sequence', readiness.write_change(mine.area, p_token, p_at, p_user, 'Erase', 0, '[]', false,
    jsonb_build_object('erased', coalesce(tombs, '[]'))));
END $$;

-- Moving in: only into an area that holds nothing, by its owner, in one transaction that the program proves before it ends.
CREATE FUNCTION readiness.begin_filling(p_code text, p_first bigint, p_sequence bigint) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE mine record;
BEGIN
  SELECT * INTO mine FROM readiness.me(p_code);
  IF mine.role IS DISTINCT FROM 'owner' THEN RETURN false; END IF;
  UPDATE readiness.area a SET is_filling = true, first = p_first, sequence = p_sequence
    WHERE a.area = mine.area AND a.sequence = 0 AND NOT EXISTS (SELECT FROM readiness.record r WHERE r.area = mine.area);
  RETURN FOUND;
END $$;

CREATE FUNCTION readiness.fill(p_code text, p_records jsonb, p_changes jsonb, p_counters jsonb) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE mine record; row record; last text; shas text[]; said text;
BEGIN
  SELECT m.*, a.is_filling, a.digest INTO mine FROM readiness.me(p_code) m JOIN readiness.area a USING (area);
  IF mine.role IS DISTINCT FROM 'owner' OR NOT mine.is_filling THEN RETURN false; END IF;
  INSERT INTO readiness.record (area, tbl, doc, id, body)
    SELECT mine.area, r ->> 0, (r ->> 1)::int, r -> 2 ->> 'id', r -> 2 FROM jsonb_array_elements(p_records) r;
  INSERT INTO readiness.counter (area, tbl, next_record, next_doc)
    SELECT mine.area, c ->> 0, (c ->> 1)::bigint, (c ->> 2)::int FROM jsonb_array_elements(p_counters) c;
  last := mine.digest;
  FOR row IN SELECT c FROM jsonb_array_elements(p_changes) WITH ORDINALITY t (c, n) ORDER BY n LOOP
    INSERT INTO readiness.op (area, sequence, n, tbl, doc, id, before, after, sha)
      SELECT mine.area, (row.c ->> 'sequence')::bigint, n, o ->> 0, (o ->> 1)::int,
             coalesce(nullif(o -> 3, 'null'), o -> 2) ->> 'id', nullif(o -> 2, 'null'), nullif(o -> 3, 'null'),
             readiness.sha(ARRAY[o ->> 0, o ->> 1, nullif(o -> 2, 'null')::text, nullif(o -> 3, 'null')::text])
      FROM jsonb_array_elements(row.c -> 'ops') WITH ORDINALITY t (o, n);
    SELECT coalesce(array_agg(o.sha ORDER BY o.n), '{}') INTO shas FROM readiness.op o
      WHERE o.area = mine.area AND o.sequence = (row.c ->> 'sequence')::bigint;
    said := readiness.sha(ARRAY[row.c ->> 'at', row.c ->> 'user', row.c ->> 'label', row.c ->> 'undoes', '', nullif(row.c -> 'extra', 'null')::text]);
    INSERT INTO readiness.change (area, sequence, token, at, shown, label, undoes, login, previous, digest, head_sha, count, extra)
      VALUES (mine.area, (row.c ->> 'sequence')::bigint, NULL, row.c ->> 'at', row.c ->> 'user', row.c ->> 'label',
              (row.c ->> 'undoes')::bigint, '', last, readiness.sha(ARRAY[last, row.c ->> 'sequence', said] || shas), said,
              jsonb_array_length(row.c -> 'ops'), nullif(row.c -> 'extra', 'null'))
      RETURNING digest INTO last;
  END LOOP;
  UPDATE readiness.area a SET digest = last WHERE a.area = mine.area;
  RETURN true;
END $$;

CREATE FUNCTION readiness.end_filling(p_code text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE mine record;
BEGIN
  SELECT * INTO mine FROM readiness.me(p_code);
  IF mine.role IS DISTINCT FROM 'owner' THEN RETURN false; END IF;
  UPDATE readiness.area a SET is_filling = false WHERE a.area = mine.area AND a.is_filling;
  IF NOT FOUND THEN RETURN false; END IF;
  ANALYZE readiness.record; ANALYZE readiness.op; ANALYZE readiness.change;
  RETURN true;
END $$;

-- Numbers of changes whose digests do not hold.
CREATE FUNCTION readiness.broken_changes(p_code text) RETURNS SETOF bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH mine AS (SELECT area FROM readiness.me(p_code)),
  shas AS (
    SELECT o.sequence, array_agg(o.sha ORDER BY o.n) AS shas,
      bool_and(coalesce(o.now_sha, o.sha) = readiness.sha(ARRAY[o.tbl, o.doc::text, o.before::text, o.after::text])) AS is_good
    FROM readiness.op o WHERE o.area = (SELECT area FROM mine) GROUP BY o.sequence)
  SELECT c.sequence FROM readiness.change c LEFT JOIN shas s USING (sequence)
  WHERE c.area = (SELECT area FROM mine) AND NOT (
    coalesce(s.is_good, true)
    AND coalesce(c.head_now, c.head_sha) = readiness.sha(ARRAY[c.at, c.shown, c.label, c.undoes::text, c.login, c.extra::text])
    AND c.count = coalesce(array_length(s.shas, 1), 0)
    AND c.digest = readiness.sha(ARRAY[c.previous, c.sequence::text, c.head_sha] || coalesce(s.shas, '{}'))
    AND c.previous = coalesce((SELECT p.digest FROM readiness.change p WHERE p.area = c.area AND p.sequence = c.sequence - 1), ''))
  ORDER BY 1 $$;

-- Areas and their people. A keeper makes an area and its first owner; an owner says who else may do what.
CREATE FUNCTION readiness.create_area(p_code text, p_owner text, p_shown text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made int;
BEGIN
  IF NOT pg_has_role(session_user, 'readiness_keeper', 'MEMBER') THEN RETURN false; END IF;
  INSERT INTO readiness.area (code) VALUES (p_code) ON CONFLICT DO NOTHING RETURNING area INTO made;
  IF made IS NULL THEN RETURN false; END IF;
  INSERT INTO readiness.member (area, login, role, shown) VALUES (made, p_owner, 'owner', p_shown);
  RETURN true;
END $$;

CREATE FUNCTION readiness.set_member(p_code text, p_login text, p_role text, p_agency text, p_shown text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE place int; mine record;
BEGIN
  SELECT * INTO mine FROM readiness.me(p_code);
  SELECT a.area INTO place FROM readiness.area a WHERE a.code = p_code
    AND (mine.role = 'owner' OR pg_has_role(session_user, 'readiness_keeper', 'MEMBER')) FOR UPDATE;
  IF place IS NULL THEN RETURN 'owner'; END IF;
  IF p_role <> 'owner' AND NOT EXISTS (
    SELECT FROM readiness.member m WHERE m.area = place AND m.role = 'owner' AND m.login <> p_login) THEN RETURN 'last'; END IF;
  IF p_role = '' THEN
    DELETE FROM readiness.member m WHERE m.area = place AND m.login = p_login;
  ELSE
    INSERT INTO readiness.member (area, login, role, agency, shown) VALUES (place, p_login, p_role, p_agency, p_shown)
      ON CONFLICT (area, login) DO UPDATE SET role = EXCLUDED.role, agency = EXCLUDED.agency, shown = EXCLUDED.shown;
  END IF;
  RETURN '';
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA readiness FROM PUBLIC;
GRANT EXECUTE ON FUNCTION readiness.my_areas, readiness.me, readiness.commit_change, readiness.reserve_ids, readiness.skip_ids,
  readiness.erase_words, readiness.begin_filling, readiness.fill, readiness.end_filling, readiness.broken_changes, readiness.set_member
  TO readiness_member;
GRANT EXECUTE ON FUNCTION readiness.create_area, readiness.set_member, readiness.me TO readiness_keeper;
RESET ROLE;
