using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Driver.Building;

/// <summary>What becomes one assembly.</summary>
/// <param name="AssemblyName">Also the name of the executable.</param>
/// <param name="Files">Generated C# by path, sorted.</param>
/// <param name="Sources">The `.flow` files, embedded into the debug information.</param>
public sealed record CSharpInput(
    string AssemblyName, ImmutableArray<KeyValuePair<string, string>> Files, ImmutableArray<SourceText> Sources)
{
    /// <summary>C# of the workspace, which may use all of the framework.</summary>
    public ImmutableArray<SourceText> Own { get; init; } = [];

    /// <summary>Texts that the assembly brings along in UTF-8, by name.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Resources { get; init; } = [];

    /// <summary>No program, but what another one loads or asks about.</summary>
    public bool IsLibrary { get; init; }
}
