declare module 'heic-decode' {
  interface Undecoded {
    readonly width: number;
    readonly height: number;
    /** RGBA. Takes width times height times four bytes. */
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>;
  }

  const decode: {
    /** Reads the heads of all images of a HEIC file and decodes none yet. Throws where it is no HEIC. */
    all(file: { buffer: Uint8Array }): Promise<Undecoded[] & { dispose(): void }>;
  };
  export default decode;
}
