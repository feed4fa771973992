import { isService, readProcess, terminate } from '../processes';
import { terminateTimeoutMs, type Verb } from './verb';
import { processName, who } from './who';

export const disconnectSession: Verb<'disconnect-session'> = async (context, { user, service, pid, sid }) => {
  const before = readProcess(pid);
  const listed = (await who(context, {})).find((one) => one.pid === pid);
  const other = context.sidOf(pid);
  const same = !sid || !other || other === sid;
  // The list may be out of date. Then the last login in the log identifies the session.
  const matches = listed
    ? listed.user === user && processName(listed.service) === processName(service) && same
    : sid !== undefined && other === sid;
  if (!before || !matches || !isService(pid, processName(service))) return { ended: true, why: 'gone' };
  const left = await terminate([before], terminateTimeoutMs);
  return left.length > 0 ? { ended: false, why: 'still-there' } : { ended: true };
};
