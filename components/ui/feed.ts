/** What a table needs to draw a part of a list and to ask for the rest of it. */
export interface Feed {
  before: boolean;
  after: boolean;
  loading: boolean;
  /** Another for each question: rows of the same one grow, those of another replace them. */
  question: number;
  sort: { id: string; desc: boolean };
  /** Columns that the server can order by. */
  sortable: readonly string[];
  onSort: (id: string) => void;
  /** The view comes near an end of what is loaded. */
  onNear: (edge: 'start' | 'end') => void;
  /** To the first or the last row of all. */
  onEdge: (edge: 'start' | 'end') => void;
}
