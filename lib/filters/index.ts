import 'server-only';

export {
  activateScript,
  checkScript,
  openScript,
  putScript,
  removeScript,
  renameScript,
  restoreScript,
} from './manage-scripts';
export { readFilters } from './read-filters';
export { saveFilters } from './save-filters';
export { tryRule } from './try-rule';
export { filterJobs } from './watch-redirects';
