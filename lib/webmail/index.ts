import 'server-only';

export { watchFolders } from '@/lib/imap';
export { insidePictureBytes, openAttachment, pictureHeaders } from './attachment';
export { bodyDocument, bodyHeaders } from './body-document';
export { moveMessages, placeMessages, removeMessages, setFlag } from './change';
export { removeDraft, saveDraft } from './draft';
export { listFolders } from './folders';
export { listMessages } from './list-messages';
export { readPictureAddress } from './picture-address';
export { prepareDraft } from './prepare';
export { readMessage } from './read-message';
export { fetchPicture } from './remote-picture';
export { fileSent, sendMessage, sentSource } from './send';
export { dropUploads, saveUpload } from './uploads';
