/** Runs before anything else, on any Node: what follows needs a newer one than some machines have. */

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 15)) {
  process.stderr.write(
    `teacherprint needs Node 22.15 or newer; this is Node ${process.versions.node}\n`,
  );
  process.exit(2);
}
