using System.Collections.Immutable;

namespace FlowLang.Driver.Building;

/// <summary>A compiled assembly, or why the generated C# did not compile.</summary>
/// <param name="Assembly">PE image; empty on errors.</param>
/// <param name="Symbols">Portable PDB; empty on errors.</param>
/// <param name="References">Names of the assemblies that the image really uses.</param>
/// <param name="Errors">Messages of the C# compiler, for a bug report only.</param>
public sealed record CSharpOutput(byte[] Assembly, byte[] Symbols, ImmutableArray<string> References, ImmutableArray<string> Errors)
{
    /// <summary>It has more text than one assembly holds, and no other mistake need be in it.</summary>
    public bool IsTooLarge { get; init; }
}
