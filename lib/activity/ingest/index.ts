import 'server-only';

// Run by the worker alone: pages that read activity do not load it.
export { ingest } from './ingest';
export { reconcile } from './reconcile';
