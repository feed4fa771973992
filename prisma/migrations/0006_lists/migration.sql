-- Lists of 100,000 rows: every order that a page offers can be walked from either end without sorting, and a search for
-- any part of a name reads an index. pg_trgm is a trusted extension: the owner of the database may add it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX mailbox_reseller_name ON "Mailbox" ("resellerId", lower("displayName"), "address");
CREATE INDEX mailbox_name ON "Mailbox" (lower("displayName"), "address");
-- The state: as an order, as a filter, and (by the column that it carries along) as a count that reads no row.
CREATE INDEX mailbox_reseller_state ON "Mailbox" ("resellerId", ("suspendedAt" IS NOT NULL), "address") INCLUDE ("suspendedAt");
CREATE INDEX mailbox_customer_state ON "Mailbox" ("customerId", ("suspendedAt" IS NOT NULL), "address") INCLUDE ("suspendedAt");
CREATE INDEX mailbox_state ON "Mailbox" (("suspendedAt" IS NOT NULL), "address") INCLUDE ("suspendedAt");

CREATE INDEX mailbox_text ON "Mailbox" USING gin ("address" gin_trgm_ops, "displayName" gin_trgm_ops);
CREATE INDEX removed_mailbox_text ON "RemovedMailbox" USING gin ("address" gin_trgm_ops, "displayName" gin_trgm_ops);
CREATE INDEX domain_text ON "Domain" USING gin ("name" gin_trgm_ops);
CREATE INDEX tenant_text ON "Tenant" USING gin ("name" gin_trgm_ops);
CREATE INDEX audit_text ON "AuditEntry" USING gin ("objectLabel" gin_trgm_ops, "actorName" gin_trgm_ops, "action" gin_trgm_ops);


-- A domain as people write it, for its place in an order and for a search in one's own script: RFC 3492's decoder.
CREATE FUNCTION readable_label(label text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  encoded text; out_points int[] := '{}'; n int := 128; i int := 0; bias int := 72; old_i int; w int; k int; digit int;
  t int; at int := 1; cut int; delta int; count int; c int;
BEGIN
  IF label NOT LIKE 'xn--%' THEN RETURN label; END IF;
  encoded := substr(label, 5);
  cut := length(encoded) - strpos(reverse(encoded), '-') + 1;
  IF strpos(encoded, '-') > 0 THEN
    FOR c IN 1..cut - 1 LOOP out_points := out_points || ascii(substr(encoded, c, 1)); END LOOP;
    at := cut + 1;
  END IF;
  WHILE at <= length(encoded) LOOP
    old_i := i; w := 1; k := 36;
    LOOP
      IF at > length(encoded) THEN RETURN label; END IF;
      c := ascii(substr(encoded, at, 1)); at := at + 1;
      digit := CASE WHEN c BETWEEN 48 AND 57 THEN c - 22 WHEN c BETWEEN 97 AND 122 THEN c - 97 ELSE 99 END;
      IF digit > 35 THEN RETURN label; END IF;
      i := i + digit * w;
      t := CASE WHEN k <= bias THEN 1 WHEN k >= bias + 26 THEN 26 ELSE k - bias END;
      EXIT WHEN digit < t;
      w := w * (36 - t); k := k + 36;
    END LOOP;
    count := cardinality(out_points) + 1;
    delta := CASE WHEN old_i = 0 THEN (i - old_i) / 700 ELSE (i - old_i) / 2 END;
    delta := delta + delta / count; k := 0;
    WHILE delta > 455 LOOP delta := delta / 35; k := k + 36; END LOOP;
    bias := k + 36 * delta / (delta + 38);
    n := n + i / count; i := i % count;
    out_points := out_points[1:i] || n || out_points[i + 1:];
    i := i + 1;
  END LOOP;
  RETURN COALESCE((SELECT string_agg(chr(p), '' ORDER BY o) FROM unnest(out_points) WITH ORDINALITY AS x(p, o)), label);
EXCEPTION WHEN OTHERS THEN RETURN label;
END $$;

CREATE FUNCTION readable_domain(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN name LIKE '%xn--%'
    THEN (SELECT string_agg(public.readable_label(part), '.' ORDER BY o) FROM unnest(string_to_array(name, '.')) WITH ORDINALITY AS x(part, o))
    ELSE name END
$$;

-- Two addresses that people take for one another have the same likeness; lib/accounts/check-line.ts says the same.
CREATE FUNCTION mail_likeness(address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  translate(
    replace(replace(translate(regexp_replace(address, '@[^@]*$', ''), '01i|', 'olll'), 'rn', 'm'), 'vv', 'w'),
    '._-', '')
  || substring(address FROM '@[^@]*$');

CREATE INDEX "Mailbox_likeness_idx" ON "Mailbox" (mail_likeness(address));
