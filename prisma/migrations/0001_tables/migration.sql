-- Every table of prisma/schema. Sessions lie in a table a month (0004).

CREATE TYPE "Role" AS ENUM ('staff_admin', 'staff_auditor', 'reseller', 'customer_admin', 'owner');

CREATE TYPE "SignInMethod" AS ENUM ('password', 'code', 'recovery', 'passkey');

CREATE TYPE "Protocol" AS ENUM ('imap', 'pop3', 'webmail', 'submission', 'sieve');

CREATE TYPE "Transport" AS ENUM ('tls', 'secured', 'clear', 'unknown');

CREATE TYPE "TenantKind" AS ENUM ('platform', 'reseller', 'customer');

CREATE TABLE "Domain" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "customerId" UUID NOT NULL,
    "resellerId" UUID,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "defaults" JSONB,
    "proof" TEXT,
    "provenAt" TIMESTAMPTZ(6) DEFAULT CURRENT_TIMESTAMP,
    "provenBy" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Domain_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DkimKey" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "selector" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "sealedKey" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(6),

    CONSTRAINT "DkimKey_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Mailbox" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "resellerId" UUID,
    "localPart" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "displayName" TEXT NOT NULL DEFAULT '',
    "passwordHash" TEXT NOT NULL,
    "quotaBytes" BIGINT NOT NULL,
    "usedBytes" BIGINT NOT NULL DEFAULT 0,
    "usedMessages" INTEGER NOT NULL DEFAULT 0,
    "usedAt" TIMESTAMPTZ(6),
    "imap" BOOLEAN NOT NULL DEFAULT true,
    "pop3" BOOLEAN NOT NULL DEFAULT true,
    "submission" BOOLEAN NOT NULL DEFAULT true,
    "sieve" BOOLEAN NOT NULL DEFAULT true,
    "webmail" BOOLEAN NOT NULL DEFAULT true,
    "mainPassword" BOOLEAN NOT NULL DEFAULT true,
    "pop3KeepDays" INTEGER,
    "suspendedAt" TIMESTAMPTZ(6),
    "suspendReason" TEXT,
    "locale" TEXT,
    "node" TEXT NOT NULL DEFAULT 'mx1',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Mailbox_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Alias" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "resellerId" UUID,
    "source" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Alias_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "AppPassword" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "tokenSha256" TEXT NOT NULL,
    "protocols" TEXT[],
    "networks" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6),
    "revokedAt" TIMESTAMPTZ(6),
    "lastUsedAt" TIMESTAMPTZ(6),
    "lastUsedFrom" INET,

    CONSTRAINT "AppPassword_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "WebToken" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "signInId" UUID NOT NULL,
    "tokenSha256" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "WebToken_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "RemovedMailbox" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "resellerId" UUID,
    "address" TEXT NOT NULL,
    "displayName" TEXT NOT NULL DEFAULT '',
    "usedBytes" BIGINT NOT NULL DEFAULT 0,
    "kept" JSONB NOT NULL,
    "removedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedBy" TEXT NOT NULL,

    CONSTRAINT "RemovedMailbox_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "NetworkBlock" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "customerId" UUID,
    "resellerId" UUID,
    "network" INET NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byName" TEXT NOT NULL,
    "liftedAt" TIMESTAMPTZ(6),
    "liftedBy" TEXT,

    CONSTRAINT "NetworkBlock_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "AuditEntry" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "onBehalfOf" TEXT,
    "ip" INET,
    "action" TEXT NOT NULL,
    "objectType" TEXT NOT NULL,
    "objectId" TEXT,
    "objectLabel" TEXT NOT NULL,
    "customerId" UUID,
    "resellerId" UUID,
    "mailboxId" UUID,
    "before" JSONB,
    "after" JSONB,
    "prevHash" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("seq")
);

CREATE TABLE "Device" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "domainId" UUID,
    "customerId" UUID,
    "resellerId" UUID,
    "address" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "protocol" "Protocol" NOT NULL,
    "clientName" TEXT,
    "clientVersion" TEXT,
    "credential" TEXT,
    "remoteIp" INET,
    "transport" "Transport" NOT NULL,
    "tlsProtocol" TEXT,
    "name" TEXT,
    "mergedIntoId" UUID,
    "forgottenAt" TIMESTAMPTZ(6),
    "firstSeenAt" TIMESTAMPTZ(6) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL,
    "sessions" INTEGER NOT NULL DEFAULT 0,
    "fetched" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "takes" TEXT NOT NULL DEFAULT 'not-seen',
    "rhythm" TEXT NOT NULL DEFAULT 'irregular',
    "everySeconds" INTEGER,
    "spreadSeconds" INTEGER,
    "keptDays" DOUBLE PRECISION,
    "keptSample" INTEGER NOT NULL DEFAULT 0,
    "downloads" BOOLEAN NOT NULL DEFAULT false,
    "stale" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Device_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DeviceDay" (
    "deviceId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "mailboxId" UUID NOT NULL,
    "domainId" UUID,
    "customerId" UUID,
    "resellerId" UUID,
    "protocol" "Protocol" NOT NULL,
    "sessions" INTEGER NOT NULL DEFAULT 0,
    "fetched" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "clear" INTEGER NOT NULL DEFAULT 0,
    "oldTls" INTEGER NOT NULL DEFAULT 0,
    "main" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DeviceDay_pkey" PRIMARY KEY ("deviceId","day")
);

CREATE TABLE "DeviceNetwork" (
    "deviceId" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "mailboxId" UUID NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(6) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL,
    "sessions" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DeviceNetwork_pkey" PRIMARY KEY ("deviceId","network")
);

CREATE TABLE "DeviceCursor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" BIGINT NOT NULL DEFAULT -1,
    "sessionId" BIGINT NOT NULL DEFAULT 0,
    "failureId" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "DeviceCursor_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Finding" (
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "domainId" UUID,
    "customerId" UUID,
    "resellerId" UUID,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "deviceIds" UUID[],
    "details" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "openedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAt" TIMESTAMPTZ(6) NOT NULL,
    "snoozedUntil" TIMESTAMPTZ(6),
    "closedAt" TIMESTAMPTZ(6),
    "closedBy" TEXT,
    "note" TEXT,
    "toldAt" TIMESTAMPTZ(6),

    CONSTRAINT "Finding_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "FindingMail" (
    "id" UUID NOT NULL,
    "mailboxId" UUID,
    "personId" UUID,
    "tenantId" UUID,
    "role" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "since" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "toldTo" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FindingMail_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ProtocolSwitch" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "customerId" UUID,
    "resellerId" UUID,
    "domainName" TEXT NOT NULL,
    "protocol" "Protocol" NOT NULL,
    "mailboxIds" UUID[],
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byName" TEXT NOT NULL,
    "undoUntil" TIMESTAMPTZ(6) NOT NULL,
    "undoneAt" TIMESTAMPTZ(6),

    CONSTRAINT "ProtocolSwitch_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailboxImport" (
    "id" UUID NOT NULL,
    "customerId" UUID,
    "resellerId" UUID,
    "actor" JSONB NOT NULL,
    "fileName" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'checking',
    "creates" INTEGER NOT NULL DEFAULT 0,
    "changes" INTEGER NOT NULL DEFAULT 0,
    "same" INTEGER NOT NULL DEFAULT 0,
    "bad" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(6),
    "endedAt" TIMESTAMPTZ(6),
    "takenAt" TIMESTAMPTZ(6),

    CONSTRAINT "MailboxImport_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailboxImportLine" (
    "importId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "problem" TEXT,
    "details" JSONB,
    "warning" TEXT,
    "secret" BYTEA,
    "generated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "MailboxImportLine_pkey" PRIMARY KEY ("importId","line")
);

CREATE TABLE "Node" (
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL DEFAULT '',
    "agentSince" TIMESTAMPTZ(6),
    "reportedAt" TIMESTAMPTZ(6),
    "reconciledAt" TIMESTAMPTZ(6),
    "trouble" TEXT,
    "driftMissing" INTEGER NOT NULL DEFAULT 0,
    "driftUnknown" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Node_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "NodeCursor" (
    "node" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "inode" BIGINT NOT NULL,
    "offset" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "appliedSeq" BIGINT NOT NULL DEFAULT 0,
    "state" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "NodeCursor_pkey" PRIMARY KEY ("node","file")
);

CREATE TABLE "NodeBatch" (
    "id" BIGSERIAL NOT NULL,
    "node" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "file" TEXT NOT NULL,
    "inode" BIGINT NOT NULL,
    "fromOffset" BIGINT NOT NULL,
    "toOffset" BIGINT NOT NULL,
    "records" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NodeBatch_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "NodeCommand" (
    "id" BIGSERIAL NOT NULL,
    "node" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(6),
    "finishedAt" TIMESTAMPTZ(6),
    "ok" BOOLEAN,
    "result" JSONB,

    CONSTRAINT "NodeCommand_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "locale" TEXT,
    "suspendedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "suspendedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SignIn" (
    "id" UUID NOT NULL,
    "personId" UUID,
    "mailboxId" UUID,
    "membershipId" UUID,
    "method" "SignInMethod" NOT NULL DEFAULT 'password',
    "ip" INET NOT NULL,
    "userAgent" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),

    CONSTRAINT "SignIn_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SignInFailure" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "ip" INET NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'password',
    "userAgent" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "clearedAt" TIMESTAMPTZ(6),

    CONSTRAINT "SignInFailure_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SecondFactor" (
    "id" UUID NOT NULL,
    "personId" UUID,
    "mailboxId" UUID,
    "sealedSecret" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(6),
    "lastStep" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SecondFactor_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "secondFactorId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(6),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "personId" UUID,
    "mailboxId" UUID,
    "name" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "backedUp" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(6),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PasskeyChallenge" (
    "id" UUID NOT NULL,
    "challenge" TEXT NOT NULL,
    "accountId" UUID,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "PasskeyChallenge_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "tenantId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "invitedBy" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "sentAt" TIMESTAMPTZ(6),
    "acceptedAt" TIMESTAMPTZ(6),
    "revokedAt" TIMESTAMPTZ(6),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PasswordReset" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "usedAt" TIMESTAMPTZ(6),

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ViewAs" (
    "id" UUID NOT NULL,
    "signInId" UUID NOT NULL,
    "membershipId" UUID,
    "mailboxId" UUID,
    "reason" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),

    CONSTRAINT "ViewAs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PlatformSetting" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "staffSecondFactor" BOOLEAN NOT NULL DEFAULT false,
    "provenDomains" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "PlatformSetting_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SavedFilter" (
    "id" UUID NOT NULL,
    "personId" UUID,
    "mailboxId" UUID,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedFilter_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "RetentionPolicy" (
    "id" UUID NOT NULL,
    "domainId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "resellerId" UUID,
    "name" TEXT NOT NULL,
    "folder" TEXT NOT NULL,
    "olderThanDays" INTEGER NOT NULL,
    "basis" TEXT NOT NULL DEFAULT 'saved',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RetentionPolicy_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "RetentionRun" (
    "id" UUID NOT NULL,
    "policyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "resellerId" UUID,
    "state" TEXT NOT NULL DEFAULT 'counting',
    "actorName" TEXT NOT NULL,
    "asOf" TIMESTAMPTZ(6) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(6),
    "finishedAt" TIMESTAMPTZ(6),
    "mailboxesDone" INTEGER NOT NULL DEFAULT 0,
    "mailboxesTotal" INTEGER NOT NULL DEFAULT 0,
    "messages" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "removedBytes" BIGINT NOT NULL DEFAULT 0,
    "trouble" TEXT,

    CONSTRAINT "RetentionRun_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "RetentionItem" (
    "id" BIGSERIAL NOT NULL,
    "runId" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "folder" TEXT NOT NULL,
    "uid" INTEGER NOT NULL,
    "guid" TEXT NOT NULL,
    "messageId" TEXT,
    "sender" TEXT,
    "subject" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "size" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'would-go',
    "reason" TEXT,

    CONSTRAINT "RetentionItem_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailSession" (
    "id" BIGSERIAL NOT NULL,
    "node" TEXT NOT NULL,
    "sid" TEXT NOT NULL,
    "protocol" "Protocol" NOT NULL,
    "mailboxId" UUID,
    "domainId" UUID,
    "customerId" UUID,
    "resellerId" UUID,
    "address" TEXT NOT NULL,
    "remoteIp" INET,
    "remotePort" INTEGER,
    "transport" "Transport" NOT NULL,
    "tlsProtocol" TEXT,
    "tlsCipher" TEXT,
    "mechanism" TEXT,
    "credential" TEXT,
    "pid" INTEGER,
    "clientName" TEXT,
    "clientVersion" TEXT,
    "startedAt" TIMESTAMPTZ(6) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),
    "endReason" TEXT,
    "endDetail" TEXT,
    "bytesIn" BIGINT,
    "bytesOut" BIGINT,
    "fetched" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "expunged" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "seenBy" TEXT NOT NULL DEFAULT 'log',
    "revision" BIGINT NOT NULL DEFAULT 0,
    "deviceId" UUID,
    "deviceCounted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "MailSession_pkey" PRIMARY KEY ("id","startedAt")
) PARTITION BY RANGE ("startedAt");

CREATE TABLE "FailedLogin" (
    "id" BIGSERIAL NOT NULL,
    "node" TEXT NOT NULL,
    "inode" BIGINT NOT NULL,
    "offset" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "protocol" "Protocol",
    "address" TEXT NOT NULL,
    "mailboxId" UUID,
    "customerId" UUID,
    "resellerId" UUID,
    "remoteIp" INET,
    "sid" TEXT,
    "reason" TEXT NOT NULL,

    CONSTRAINT "FailedLogin_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SessionEnding" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "domainId" UUID,
    "mailboxId" UUID,
    "customerId" UUID,
    "resellerId" UUID,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "ended" INTEGER NOT NULL DEFAULT 0,
    "back" INTEGER NOT NULL DEFAULT 0,
    "barred" JSONB NOT NULL DEFAULT '[]',
    "byName" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checkedAt" TIMESTAMPTZ(6),
    "finishedAt" TIMESTAMPTZ(6),

    CONSTRAINT "SessionEnding_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SessionEndingLine" (
    "endingId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "sessionId" BIGINT,
    "node" TEXT NOT NULL,
    "sid" TEXT,
    "pid" INTEGER,
    "address" TEXT NOT NULL,
    "mailboxId" UUID,
    "protocol" "Protocol" NOT NULL,
    "remoteIp" INET,
    "clientName" TEXT,
    "clientVersion" TEXT,
    "credential" TEXT,
    "credentialLabel" TEXT,
    "startedAt" TIMESTAMPTZ(6),
    "endedAt" TIMESTAMPTZ(6),
    "outcome" TEXT,

    CONSTRAINT "SessionEndingLine_pkey" PRIMARY KEY ("endingId","number")
);

CREATE TABLE "Tenant" (
    "id" UUID NOT NULL,
    "kind" "TenantKind" NOT NULL,
    "name" TEXT NOT NULL,
    "resellerId" UUID,
    "parentId" UUID,
    "suspendedAt" TIMESTAMPTZ(6),
    "suspendReason" TEXT,
    "holdsMail" BOOLEAN NOT NULL DEFAULT false,
    "mostDomains" INTEGER,
    "mostMailboxes" INTEGER,
    "mostBytes" BIGINT,
    "eachDomains" INTEGER,
    "eachMailboxes" INTEGER,
    "eachBytes" BIGINT,
    "sessionDays" INTEGER,
    "sessionAddressDays" INTEGER,
    "sessionAddressesCutTo" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailEvent" (
    "id" BIGSERIAL NOT NULL,
    "node" TEXT NOT NULL,
    "inode" BIGINT NOT NULL,
    "offset" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "mailboxId" UUID,
    "customerId" UUID,
    "resellerId" UUID,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "folder" TEXT NOT NULL,
    "fromFolder" TEXT,
    "uid" INTEGER,
    "fromUid" INTEGER,
    "recoveryUid" INTEGER,
    "messageId" TEXT,
    "size" BIGINT,
    "sender" TEXT,
    "subject" TEXT,
    "flags" TEXT[],
    "service" TEXT NOT NULL,
    "sid" TEXT NOT NULL,
    "sessionId" BIGINT,
    "credential" TEXT,

    CONSTRAINT "MailEvent_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "Domain_name_key" ON "Domain"("name");
CREATE INDEX "Domain_customerId_idx" ON "Domain"("customerId");
CREATE INDEX "Domain_resellerId_idx" ON "Domain"("resellerId");
CREATE UNIQUE INDEX "DkimKey_domainId_selector_key" ON "DkimKey"("domainId", "selector");
CREATE UNIQUE INDEX "Mailbox_address_key" ON "Mailbox"("address");
CREATE INDEX "Mailbox_domainId_address_idx" ON "Mailbox"("domainId", "address");
CREATE INDEX "Mailbox_customerId_address_idx" ON "Mailbox"("customerId", "address");
CREATE INDEX "Mailbox_resellerId_address_idx" ON "Mailbox"("resellerId", "address");
CREATE INDEX "Mailbox_resellerId_usedBytes_address_idx" ON "Mailbox"("resellerId", "usedBytes", "address");
CREATE INDEX "Mailbox_usedBytes_address_idx" ON "Mailbox"("usedBytes", "address");
CREATE INDEX "Mailbox_resellerId_createdAt_address_idx" ON "Mailbox"("resellerId", "createdAt", "address");
CREATE INDEX "Mailbox_createdAt_address_idx" ON "Mailbox"("createdAt", "address");
CREATE INDEX "Alias_domainId_idx" ON "Alias"("domainId");
CREATE UNIQUE INDEX "Alias_source_destination_key" ON "Alias"("source", "destination");
CREATE INDEX "AppPassword_tokenSha256_idx" ON "AppPassword"("tokenSha256");
CREATE UNIQUE INDEX "AppPassword_mailboxId_tokenSha256_key" ON "AppPassword"("mailboxId", "tokenSha256");
CREATE UNIQUE INDEX "WebToken_tokenSha256_key" ON "WebToken"("tokenSha256");
CREATE INDEX "WebToken_mailboxId_idx" ON "WebToken"("mailboxId");
CREATE INDEX "WebToken_signInId_idx" ON "WebToken"("signInId");
CREATE INDEX "WebToken_expiresAt_idx" ON "WebToken"("expiresAt");
CREATE INDEX "RemovedMailbox_customerId_address_idx" ON "RemovedMailbox"("customerId", "address");
CREATE INDEX "RemovedMailbox_resellerId_address_idx" ON "RemovedMailbox"("resellerId", "address");
CREATE INDEX "RemovedMailbox_domainId_idx" ON "RemovedMailbox"("domainId");
CREATE INDEX "NetworkBlock_mailboxId_liftedAt_idx" ON "NetworkBlock"("mailboxId", "liftedAt");
CREATE INDEX "AuditEntry_resellerId_seq_idx" ON "AuditEntry"("resellerId", "seq");
CREATE INDEX "AuditEntry_customerId_seq_idx" ON "AuditEntry"("customerId", "seq");
CREATE INDEX "AuditEntry_mailboxId_seq_idx" ON "AuditEntry"("mailboxId", "seq");
CREATE INDEX "Device_resellerId_idx" ON "Device"("resellerId");
CREATE INDEX "Device_customerId_idx" ON "Device"("customerId");
CREATE INDEX "Device_mergedIntoId_idx" ON "Device"("mergedIntoId");
CREATE UNIQUE INDEX "Device_mailboxId_key_key" ON "Device"("mailboxId", "key");
CREATE INDEX "DeviceDay_day_idx" ON "DeviceDay"("day");
CREATE INDEX "DeviceDay_resellerId_day_idx" ON "DeviceDay"("resellerId", "day");
CREATE INDEX "DeviceDay_customerId_day_idx" ON "DeviceDay"("customerId", "day");
CREATE INDEX "DeviceDay_domainId_day_idx" ON "DeviceDay"("domainId", "day");
CREATE INDEX "DeviceDay_mailboxId_day_idx" ON "DeviceDay"("mailboxId", "day");
CREATE INDEX "DeviceNetwork_mailboxId_network_idx" ON "DeviceNetwork"("mailboxId", "network");
CREATE INDEX "Finding_state_openedAt_idx" ON "Finding"("state", "openedAt");
CREATE INDEX "Finding_resellerId_state_idx" ON "Finding"("resellerId", "state");
CREATE INDEX "Finding_customerId_state_idx" ON "Finding"("customerId", "state");
CREATE UNIQUE INDEX "Finding_mailboxId_kind_subject_key" ON "Finding"("mailboxId", "kind", "subject");
CREATE UNIQUE INDEX "FindingMail_mailboxId_key" ON "FindingMail"("mailboxId");
CREATE UNIQUE INDEX "FindingMail_personId_tenantId_key" ON "FindingMail"("personId", "tenantId");
CREATE INDEX "ProtocolSwitch_domainId_at_idx" ON "ProtocolSwitch"("domainId", "at");
CREATE INDEX "MailboxImport_resellerId_createdAt_idx" ON "MailboxImport"("resellerId", "createdAt");
CREATE INDEX "MailboxImport_customerId_createdAt_idx" ON "MailboxImport"("customerId", "createdAt");
CREATE INDEX "MailboxImportLine_importId_state_line_idx" ON "MailboxImportLine"("importId", "state", "line");
CREATE UNIQUE INDEX "NodeBatch_node_file_inode_fromOffset_key" ON "NodeBatch"("node", "file", "inode", "fromOffset");
CREATE INDEX "NodeCommand_node_finishedAt_idx" ON "NodeCommand"("node", "finishedAt");
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");
CREATE UNIQUE INDEX "Membership_personId_tenantId_role_key" ON "Membership"("personId", "tenantId", "role");
CREATE INDEX "SignIn_personId_idx" ON "SignIn"("personId");
CREATE INDEX "SignIn_mailboxId_idx" ON "SignIn"("mailboxId");
CREATE INDEX "SignInFailure_name_at_idx" ON "SignInFailure"("name", "at");
CREATE INDEX "SignInFailure_ip_at_idx" ON "SignInFailure"("ip", "at");
CREATE UNIQUE INDEX "SecondFactor_personId_key" ON "SecondFactor"("personId");
CREATE UNIQUE INDEX "SecondFactor_mailboxId_key" ON "SecondFactor"("mailboxId");
CREATE UNIQUE INDEX "RecoveryCode_secondFactorId_codeHash_key" ON "RecoveryCode"("secondFactorId", "codeHash");
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");
CREATE INDEX "Passkey_personId_idx" ON "Passkey"("personId");
CREATE INDEX "Passkey_mailboxId_idx" ON "Passkey"("mailboxId");
CREATE INDEX "PasskeyChallenge_expiresAt_idx" ON "PasskeyChallenge"("expiresAt");
CREATE INDEX "Invitation_tenantId_createdAt_idx" ON "Invitation"("tenantId", "createdAt");
CREATE INDEX "PasswordReset_personId_idx" ON "PasswordReset"("personId");
CREATE INDEX "ViewAs_signInId_idx" ON "ViewAs"("signInId");
CREATE UNIQUE INDEX "SavedFilter_personId_name_key" ON "SavedFilter"("personId", "name");
CREATE UNIQUE INDEX "SavedFilter_mailboxId_name_key" ON "SavedFilter"("mailboxId", "name");
CREATE INDEX "RetentionPolicy_customerId_idx" ON "RetentionPolicy"("customerId");
CREATE INDEX "RetentionPolicy_resellerId_idx" ON "RetentionPolicy"("resellerId");
CREATE INDEX "RetentionPolicy_domainId_idx" ON "RetentionPolicy"("domainId");
CREATE INDEX "RetentionRun_policyId_createdAt_idx" ON "RetentionRun"("policyId", "createdAt");
CREATE INDEX "RetentionItem_mailboxId_messageId_idx" ON "RetentionItem"("mailboxId", "messageId");
CREATE UNIQUE INDEX "RetentionItem_runId_mailboxId_guid_uid_key" ON "RetentionItem"("runId", "mailboxId", "guid", "uid");
CREATE INDEX "MailSession_resellerId_startedAt_idx" ON "MailSession"("resellerId", "startedAt");
CREATE INDEX "MailSession_customerId_startedAt_idx" ON "MailSession"("customerId", "startedAt");
CREATE INDEX "MailSession_domainId_startedAt_idx" ON "MailSession"("domainId", "startedAt");
CREATE INDEX "MailSession_mailboxId_startedAt_idx" ON "MailSession"("mailboxId", "startedAt");
CREATE INDEX "MailSession_startedAt_idx" ON "MailSession"("startedAt");
CREATE INDEX "MailSession_revision_id_idx" ON "MailSession"("revision", "id");
CREATE INDEX "MailSession_deviceId_startedAt_idx" ON "MailSession"("deviceId", "startedAt");
CREATE INDEX "MailSession_endedAt_idx" ON "MailSession"("endedAt");
CREATE UNIQUE INDEX "MailSession_node_sid_startedAt_key" ON "MailSession"("node", "sid", "startedAt");
CREATE INDEX "FailedLogin_node_sid_idx" ON "FailedLogin"("node", "sid");
CREATE INDEX "FailedLogin_mailboxId_at_idx" ON "FailedLogin"("mailboxId", "at");
CREATE UNIQUE INDEX "FailedLogin_node_inode_offset_at_key" ON "FailedLogin"("node", "inode", "offset", "at");
CREATE INDEX "SessionEnding_startedAt_idx" ON "SessionEnding"("startedAt");
CREATE INDEX "SessionEnding_resellerId_startedAt_idx" ON "SessionEnding"("resellerId", "startedAt");
CREATE INDEX "SessionEnding_customerId_startedAt_idx" ON "SessionEnding"("customerId", "startedAt");
CREATE INDEX "SessionEnding_mailboxId_startedAt_idx" ON "SessionEnding"("mailboxId", "startedAt");
CREATE INDEX "Tenant_parentId_idx" ON "Tenant"("parentId");
CREATE INDEX "Tenant_resellerId_idx" ON "Tenant"("resellerId");
CREATE INDEX "MailEvent_mailboxId_messageId_idx" ON "MailEvent"("mailboxId", "messageId");
CREATE INDEX "MailEvent_mailboxId_at_idx" ON "MailEvent"("mailboxId", "at");
CREATE INDEX "MailEvent_sessionId_idx" ON "MailEvent"("sessionId");
CREATE INDEX "MailEvent_messageId_idx" ON "MailEvent"("messageId");
CREATE INDEX "MailEvent_sid_at_idx" ON "MailEvent"("sid", "at");
CREATE INDEX "MailEvent_at_idx" ON "MailEvent"("at");
CREATE INDEX "MailEvent_resellerId_at_idx" ON "MailEvent"("resellerId", "at");
CREATE INDEX "MailEvent_customerId_at_idx" ON "MailEvent"("customerId", "at");
CREATE UNIQUE INDEX "MailEvent_node_inode_offset_at_key" ON "MailEvent"("node", "inode", "offset", "at");

ALTER TABLE "Domain" ADD CONSTRAINT "Domain_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "DkimKey" ADD CONSTRAINT "DkimKey_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Mailbox" ADD CONSTRAINT "Mailbox_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Alias" ADD CONSTRAINT "Alias_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "AppPassword" ADD CONSTRAINT "AppPassword_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "WebToken" ADD CONSTRAINT "WebToken_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "WebToken" ADD CONSTRAINT "WebToken_signInId_fkey" FOREIGN KEY ("signInId") REFERENCES "SignIn"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "NetworkBlock" ADD CONSTRAINT "NetworkBlock_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "DeviceDay" ADD CONSTRAINT "DeviceDay_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "DeviceNetwork" ADD CONSTRAINT "DeviceNetwork_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "MailboxImportLine" ADD CONSTRAINT "MailboxImportLine_importId_fkey" FOREIGN KEY ("importId") REFERENCES "MailboxImport"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SignIn" ADD CONSTRAINT "SignIn_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SignIn" ADD CONSTRAINT "SignIn_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SecondFactor" ADD CONSTRAINT "SecondFactor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SecondFactor" ADD CONSTRAINT "SecondFactor_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_secondFactorId_fkey" FOREIGN KEY ("secondFactorId") REFERENCES "SecondFactor"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ViewAs" ADD CONSTRAINT "ViewAs_signInId_fkey" FOREIGN KEY ("signInId") REFERENCES "SignIn"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ViewAs" ADD CONSTRAINT "ViewAs_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ViewAs" ADD CONSTRAINT "ViewAs_mailboxId_fkey" FOREIGN KEY ("mailboxId") REFERENCES "Mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RetentionPolicy" ADD CONSTRAINT "RetentionPolicy_domainId_fkey" FOREIGN KEY ("domainId") REFERENCES "Domain"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RetentionRun" ADD CONSTRAINT "RetentionRun_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "RetentionPolicy"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RetentionItem" ADD CONSTRAINT "RetentionItem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "RetentionRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SessionEndingLine" ADD CONSTRAINT "SessionEndingLine_endingId_fkey" FOREIGN KEY ("endingId") REFERENCES "SessionEnding"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Tenant" ADD CONSTRAINT "Tenant_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Tenant"("id") ON DELETE SET NULL ON UPDATE CASCADE;
