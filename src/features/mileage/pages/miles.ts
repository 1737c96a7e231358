/** `1,234.5`: tenths of a mile in figures. */
export function miles(tenths: number): string {
  const whole = Math.trunc(tenths / 10);
  return `${String(whole).replace(/\B(?=(\d{3})+$)/g, ',')}.${tenths % 10}`;
}
