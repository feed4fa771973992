/** What a table needs to show part of a list and to request the rest. */
export interface Feed {
  before: boolean;
  after: boolean;
  loading: boolean;
  /** Identifies the query. Rows of the same query are added to, rows of another one replace them. */
  question: number;
  sort: { id: string; desc: boolean };
  /** Columns that the server can order by. */
  sortable: readonly string[];
  onSort: (id: string) => void;
  /** Called when the view comes near an end of the loaded rows. */
  onNear: (edge: 'start' | 'end') => void;
  /** Jumps to the first or the last row of the whole list. */
  onEdge: (edge: 'start' | 'end') => void;
}
