/** One entry of the audit log as a page shows it. */
export interface AuditRow {
  seq: number;
  at: string;
  actorKind: string;
  actorName: string;
  onBehalfOf: string | null;
  ip: string | null;
  /** Today's code. */
  action: string;
  objectType: string;
  objectId: string | null;
  objectLabel: string;
  before: unknown;
  after: unknown;
}
