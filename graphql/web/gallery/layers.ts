/** The parts that open something over the page: by which state's button, and what then is there. */

interface Layer {
  part: string;
  state: string;
  opens: string;
  /** A rule of axe that is broken here with a reason. */
  excused?: string;
}

export const LAYERS: readonly Layer[] = [
  { part: "Menu", state: "of an icon", opens: "[role=menu]" },
  { part: "Select", state: "chosen", opens: "[role=listbox]" },
  // React Aria hides the rest from readers while the keys stay in the input; Tab closes the list first.
  {
    part: "Combobox",
    state: "chosen",
    opens: "[role=listbox]",
    excused: "aria-hidden-focus",
  },
  { part: "DatePicker", state: "filled", opens: "[role=grid]" },
  { part: "DateRange", state: "filled", opens: "[role=grid]" },
  { part: "Popover", state: "with a way on", opens: "[role=dialog]" },
  { part: "Dialog", state: "with a form", opens: "[role=dialog]" },
  { part: "Dialog", state: "before what cannot be undone", opens: "[role=alertdialog]" },
  { part: "Picker", state: "one of many", opens: "[role=dialog]" },
  { part: "Picker", state: "several", opens: "[role=dialog]" },
  { part: "Sheet", state: "of a button", opens: "[role=dialog]" },
  { part: "ToastRegion", state: "done", opens: "[role=alertdialog]" },
];
