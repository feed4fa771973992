import 'server-only';

export { readDemoPace, setDemoPace } from './demo-pace';
export { chosenOrDefault, readPlatform, setPlatform } from './settings';
