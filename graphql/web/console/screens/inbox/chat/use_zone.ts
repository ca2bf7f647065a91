/** The time zone in which a chat's times are shown: the reader's own, or the customer's. */
import { createContext, useContext } from "react";

const Zone = createContext<string | undefined>(undefined);

export const ZoneProvider = Zone.Provider;
export const useZone = (): string | undefined => useContext(Zone);
