-- What the agent anchors outside the database: the numbers and hashes of the audit, without what its entries say.
CREATE VIEW audit_hash AS SELECT seq, hash FROM "AuditEntry";
