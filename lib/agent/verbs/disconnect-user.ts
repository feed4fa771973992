import { protocolsOfService } from '@/lib/protocols';
import { isService, type ProcessRef, readProcess, terminate } from '../processes';
import { terminateTimeoutMs, type Verb } from './verb';
import { processName, who } from './who';

/** Services with one process for each client. Only such a process may be terminated. */
const isClientService = (service: string) => protocolsOfService(service).length > 0;

export const disconnectUser: Verb<'disconnect-user'> = async (context, { user, ip }) => {
  let ended = 0;
  // A client may reconnect or finish its login during the first round.
  for (let round = 0; round < 3; round += 1) {
    const listed = (await who(context, {})).filter(
      (one) => one.user === user && (!ip || one.ip === ip) && isClientService(one.service),
    );
    const processes = listed.flatMap(({ pid, service }): ProcessRef[] => {
      const found = readProcess(pid);
      return found && isService(pid, processName(service)) ? [found] : [];
    });
    if (processes.length === 0) break;
    ended += processes.length - (await terminate(processes, terminateTimeoutMs)).length;
  }
  return { ended };
};
