using System.Collections.Immutable;

namespace FlowLang.Driver.Packaging;

/// <summary>A library that ships with flowc, as flowc's own dependency manifest describes it.</summary>
/// <param name="Dependencies">Names of libraries that it needs.</param>
public sealed record Library(string Name, string Version, ImmutableArray<string> Dependencies, ImmutableArray<LibraryAsset> Assets);
