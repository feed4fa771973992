/** An entry of the audit log for a page. */
export interface AuditRow {
  seq: number;
  at: string;
  actorKind: string;
  actorName: string;
  onBehalfOf: string | null;
  ip: string | null;
  /** The current code. */
  action: string;
  objectType: string;
  objectId: string | null;
  objectLabel: string;
  before: unknown;
  after: unknown;
}
