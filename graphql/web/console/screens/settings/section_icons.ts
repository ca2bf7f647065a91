/** What stands before each section; apart from the list, which comes with the first page. */
import {
  CalendarClock,
  CircleCheck,
  History,
  KeyRound,
  ListFilter,
  type LucideIcon,
  MessageSquareText,
  Radio,
  Settings,
  Tag,
  UserRound,
  UsersRound,
} from "lucide-react";

const ICONS: Record<string, LucideIcon> = {
  "/settings/channels": Radio,
  "/settings/templates": MessageSquareText,
  "/settings/labels": Tag,
  "/settings/views": ListFilter,
  "/settings/close-reasons": CircleCheck,
  "/settings/schedules": CalendarClock,
  "/settings/operators": UserRound,
  "/settings/teams": UsersRound,
  "/settings/roles": KeyRound,
  "/settings/audit": History,
};

export const iconOf = (path: string): LucideIcon => ICONS[path] ?? Settings;
