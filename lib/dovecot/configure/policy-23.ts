import { createHash } from 'node:crypto';
import type { DovecotSettings } from './settings';

/**
 * What a sign-in costs while the policy is down. A shorter time would let a burst of guesses pass uncounted on a busy host,
 * whose processors are taken by hashing them: 300 ms were too short for 140 at once.
 */
const timeoutMs = 3_000;

/**
 * Questions to lib/auth-policy before each password, and reports after each attempt. Nothing is asked after a right
 * password, because a refusal would then say that it was right. Faults of the policy let sign-ins go on, after the
 * timeout. The nonce makes the hashes of passwords different on every site.
 */
export function policySettings({ ports, policyKey }: DovecotSettings): string {
  const nonce = createHash('sha256').update(`nonce ${policyKey}`).digest('base64url');
  const attributes = [
    'login=%{requested_username}',
    'pwhash=%{hashed_password}',
    'remote=%{rip}',
    'real=%{real_rip}',
    'real_port=%{real_rport}',
    'server=%{real_lip}',
    'server_port=%{real_lport}',
    'device_id=%{client_id}',
    'protocol=%s',
    'session_id=%{session}',
    'secured=%{secured}',
    'cred=%{passdb:cred}',
  ];
  return `auth_policy_server_url = http://127.0.0.1:${ports.policy}/policy
auth_policy_server_api_header = X-Milepost-Key: ${policyKey}
auth_policy_server_timeout_msecs = ${timeoutMs}
auth_policy_hash_nonce = ${nonce}
auth_policy_check_after_auth = no
auth_policy_report_after_auth = yes
auth_policy_request_attributes = ${attributes.join(' ')}
`;
}
