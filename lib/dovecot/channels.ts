/** Channels that notify the agent of new commands (payload: node name) and callers of answers (payload: id). */
export const commandChannel = 'milepost_command';
export const answerChannel = 'milepost_answer';
/** Channel that notifies the worker of new batches of log records (payload: node name). */
export const batchChannel = 'milepost_batch';
