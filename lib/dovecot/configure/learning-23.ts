import type { DovecotSettings } from './settings';

/** Longer messages are not learned: spam is short, and each is copied for a moment. */
const maxSize = '1M';
/** Messages that wait for rspamd. With more, for example while it is down, moves are not learned. */
const maxWaiting = 50;
const timeoutSeconds = 10;

/** Only for these scripts, which are not the owner's: the owner's may not start programs. */
const needed = 'require ["vnd.dovecot.pipe", "copy", "imapsieve", "environment", "variables"];';

const learn = (kind: 'spam' | 'ham') => `if size :over ${maxSize} {
  stop;
}
if environment :matches "imap.user" "*" {
  pipe :copy :try "learn" ["${kind}", "\${1}"];
}
`;

/**
 * The files that make rspamd learn when a person, in webmail or in a mail program, moves a message into Junk or out of it:
 * scripts of Dovecot's imap_sieve, and the program that they start. Moves by the panel's doveadm are not seen, and a
 * message that goes from Junk to Trash is no less spam.
 */
export function learningFiles({ learningSocket, dataDirectory }: DovecotSettings): Record<string, string> {
  if (!learningSocket) return {};
  const waiting = `${dataDirectory}/mail/.learn`;
  return {
    'dovecot/learn-spam.sieve': `${needed}
${learn('spam')}`,
    'dovecot/learn-ham.sieve': `${needed}
if environment :matches "imap.mailbox" ["Trash", "Trash/*", "Junk", ".EXPUNGED"] {
  stop;
}
${learn('ham')}`,
    'dovecot/pipe/learn': `#!/bin/sh
# learn spam|ham MAILBOX, with the message on standard input. The move does not wait for rspamd, and never fails here.
PATH=/usr/bin:/bin
umask 077
mkdir -p ${waiting}
[ "$(ls ${waiting} | wc -l)" -lt ${maxWaiting} ] || exit 0
file=$(mktemp ${waiting}/XXXXXXXX) || exit 0
cat > "$file"
(
  timeout ${timeoutSeconds} rspamc -h ${learningSocket} -t ${timeoutSeconds} --header "Mailbox=$2" "learn_$1" "$file"
  rm -f "$file"
) < /dev/null > /dev/null 2>&1 &
exit 0
`,
  };
}

/** The settings in the block \`plugin\`. */
export function learningPlugin({ learningSocket, dataDirectory }: DovecotSettings): string {
  if (!learningSocket) return '';
  const directory = `${dataDirectory}/dovecot`;
  return `  sieve_plugins = sieve_imapsieve sieve_extprograms
  sieve_global_extensions = +vnd.dovecot.pipe
  sieve_pipe_bin_dir = ${directory}/pipe
  sieve_pipe_exec_timeout = 3s
  imapsieve_mailbox1_name = Junk
  imapsieve_mailbox1_causes = COPY APPEND
  imapsieve_mailbox1_before = file:${directory}/learn-spam.sieve
  imapsieve_mailbox2_name = *
  imapsieve_mailbox2_from = Junk
  imapsieve_mailbox2_causes = COPY
  imapsieve_mailbox2_before = file:${directory}/learn-ham.sieve
`;
}
