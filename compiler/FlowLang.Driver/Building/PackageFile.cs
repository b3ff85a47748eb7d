namespace FlowLang.Driver.Building;

/// <param name="Path">Absolute path of the archive; `PATH.sha256` is beside it.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record PackageFile(string Path, string Sha256);
