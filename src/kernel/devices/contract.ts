import { z } from 'zod';

export const byId = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.literal(true) });

/** A neutral name, by which its owner and the coordinator tell a telephone from another: it may be read on a screen that others see. */
const Label = z.string().trim().min(2).max(60);
export const NewDevice = z.object({ label: Label });

export const DeviceState = z.enum(['enrolled', 'revoked']);
export type DeviceState = z.infer<typeof DeviceState>;
export const Device = z.object({
  id: z.uuid(), label: z.string(), state: DeviceState, enrolledAt: z.string(),
  /** When the server last gave it its key. */
  contactAt: z.string(),
  /** Until when it opens without asking; null before the first key. */
  leaseUntil: z.string().nullable(),
  /** Whose it is: a colleague's name, nothing of what is on it. */
  owner: z.string(),
  revoked: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
});
export type Device = z.infer<typeof Device>;
export const Devices = z.object({ items: z.array(Device).max(500) });
export type Devices = z.infer<typeof Devices>;

/** The key of what a device keeps, and for how long it may open without asking again. */
export const Lease = z.object({
  /** Base64, 32 bytes. */
  key: z.string(),
  /** How long the lease lasts from the moment of this answer, in milliseconds: the device's own clock may be wrong. */
  lasts: z.int(),
  until: z.string(),
});
export type Lease = z.infer<typeof Lease>;

export const Revocation = z.object({ id: z.uuid(), reason: z.string().trim().min(3).max(300) });

export const LeaseHours = z.int().min(1).max(72);
export const DeviceSettings = z.object({ leaseHours: LeaseHours, version: z.int() });
export type DeviceSettings = z.infer<typeof DeviceSettings>;
export const KeepDeviceSettings = z.object({ leaseHours: LeaseHours });
