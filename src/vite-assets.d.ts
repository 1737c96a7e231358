/** What Vite gives for an import with `?raw`: the file's text. */
declare module '*.svg?raw' {
  const text: string;
  export default text;
}
