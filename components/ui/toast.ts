import { toast } from 'sonner';

export { toast };

/** Says what was done and offers to take it back, for eight seconds. */
export function toastUndo(message: string, undoLabel: string, onUndo: () => void): void {
  toast(message, { duration: 8000, action: { label: undoLabel, onClick: onUndo } });
}
