import type { ExternalToast, toast as sonner } from 'sonner';

type Show = (show: typeof sonner) => void;

/** Called by the shell's Toasts with what mounts the region. Messages wait until the region is mounted. */
let mount = () => {};
let show: ((call: Show) => void) | null = null;
const waiting: Show[] = [];

export function onFirstToast(then: () => void): void {
  mount = then;
  if (waiting.length > 0) mount();
}

/** The live region is in the page, so the waiting messages can be shown. */
export function toastsMounted(toast: typeof sonner): void {
  show = (call) => call(toast);
  for (const call of waiting.splice(0)) call(toast);
}

function enqueue(call: Show): void {
  if (show) {
    show(call);
    return;
  }
  waiting.push(call);
  mount();
}

/** Messages at the bottom of the page. The library is loaded with the first one, because most pages never need it. */
export const toast = Object.assign((message: string, more?: ExternalToast) => enqueue((to) => to(message, more)), {
  success: (message: string, more?: ExternalToast) => enqueue((to) => to.success(message, more)),
  error: (message: string, more?: ExternalToast) => enqueue((to) => to.error(message, more)),
  dismiss: () => show?.((to) => to.dismiss()),
});

/** Shows what was done, with an undo button, for eight seconds. */
export function toastUndo(message: string, undoLabel: string, onUndo: () => void): void {
  toast(message, { duration: 8000, action: { label: undoLabel, onClick: onUndo } });
}
