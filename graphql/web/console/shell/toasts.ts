/** The toasts of the page: any screen puts one in, the shell shows it. */
import { createContext, useContext } from "react";
import { createToasts, type Toasts } from "../parts/toast_queue";

const Shown = createContext<Toasts>(createToasts());

export const ToastsProvider = Shown.Provider;

export const useToasts = (): Toasts => useContext(Shown);
