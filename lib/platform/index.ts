import 'server-only';

export { readDemoPace, setDemoPace } from './demo-pace';
export { readPlatform, setPlatform } from './settings';
