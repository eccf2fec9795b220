// The one call between the library worker and a fetching worker: a picture from an address. The worker's policy names the hosts it may ask.

export interface FetchingCalls {
  /** @throws AppError `address-refused`, `address-unreachable`, `address-failed`, `address-moved`, `file-too-large`. */
  'address-fetch': { args: { address: string }; progress: never; result: File };
}
