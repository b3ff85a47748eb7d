using System.Collections.Immutable;

namespace FlowLang.Driver.Building;

/// <summary>A built program.</summary>
/// <param name="Launcher">Absolute path of the file to start.</param>
/// <param name="Files">All files of the build by name, relative to the folder, sorted.</param>
/// <param name="Bytes">Their size together.</param>
/// <param name="Package">The archive, where one was asked for.</param>
public sealed record Executable(string Launcher, ImmutableArray<string> Files, long Bytes, PackageFile? Package);
