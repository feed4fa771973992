import 'server-only';

export type { NoticeAccount } from './account';
export { cutNoticeAddresses } from './cut-addresses';
export { forgetNotices } from './forget-notices';
export { claimUnsent, enqueueUnsent, releaseUnsent, setSent, type UnsentNotice } from './mailing';
export { isSomebodyElse, notify, sendNoticesJobName } from './notify';
export { countUnreadNotices, listNotices, markNoticesRead } from './read-notices';
