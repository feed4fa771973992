import 'server-only';

export {
  beginAttempt,
  beginOther,
  type From,
  knowPlace,
  notePasskeyFailure,
  removeAttempt,
  settleAttempt,
} from './attempts';
export { isKnownBrowser, knownBrowserCookie } from './known-browser';
export { listMyFailures } from './list-my-failures';
export { type MailAttempt, MailGuesses, type Outcome } from './mail-guesses';
export { forgetOldFailures, readNetworkHistory } from './store';
