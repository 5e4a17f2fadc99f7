/** Logarithm of the gamma function. Algorithm: Lanczos, as in Press et al., Numerical Recipes, 6.1. */

const lanczos = [
  76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155,
  0.1208650973866179e-2, -0.5395239384953e-5,
];

export function logGamma(x: number): number {
  const shifted = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  const series = lanczos.reduce((sum, c, i) => sum + c / (x + 1 + i), 1.000000000190015);
  return -shifted + Math.log((2.5066282746310005 * series) / x);
}
