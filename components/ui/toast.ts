import type { ExternalToast, toast as sonner } from 'sonner';

type Show = (show: typeof sonner) => void;

/** Called by the shell's Toasts with what mounts the region. Messages wait until the region is mounted. */
let wake = () => {};
let show: ((act: Show) => void) | null = null;
const waiting: Show[] = [];

export function onFirstToast(then: () => void): void {
  wake = then;
  if (waiting.length > 0) wake();
}

/** The live region is in the page, so the waiting messages can be shown. */
export function toastsStand(toast: typeof sonner): void {
  show = (act) => act(toast);
  for (const act of waiting.splice(0)) act(toast);
}

function say(act: Show): void {
  if (show) {
    show(act);
    return;
  }
  waiting.push(act);
  wake();
}

/** Messages at the bottom of the page. The library is loaded with the first one, because most pages never need it. */
export const toast = Object.assign((message: string, more?: ExternalToast) => say((to) => to(message, more)), {
  success: (message: string, more?: ExternalToast) => say((to) => to.success(message, more)),
  error: (message: string, more?: ExternalToast) => say((to) => to.error(message, more)),
  dismiss: () => show?.((to) => to.dismiss()),
});

/** Shows what was done, with an undo button, for eight seconds. */
export function toastUndo(message: string, undoLabel: string, onUndo: () => void): void {
  toast(message, { duration: 8000, action: { label: undoLabel, onClick: onUndo } });
}
