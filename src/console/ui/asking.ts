/** Whether a dialog asks something. It holds the focus, also in the moment before it has it: nobody else may take it then. */
export function isSomethingAsked(): boolean {
  return document.querySelector('[role=dialog]:not([aria-modal=false])') !== null
}
