using System.Collections.Immutable;

namespace FlowLang.Driver.Packaging;

/// <summary>A package of a bill of materials.</summary>
/// <param name="Licence">An SPDX identifier; null where it is not known.</param>
/// <param name="Purl">A package URL (https://github.com/package-url/purl-spec).</param>
/// <param name="IsFramework">.NET or ASP.NET Core, else a library.</param>
/// <param name="Files">Its files in the program's folder.</param>
/// <param name="Needs">Names of entries that it uses.</param>
internal sealed record BillEntry(
    string Name, string Version, string? Licence, string Purl, bool IsFramework, ImmutableArray<string> Files,
    ImmutableArray<string> Needs);
