using System.Collections.Immutable;
using FlowLang.Driver.Packaging;
using Microsoft.CodeAnalysis;

namespace FlowLang.Driver.Building;

/// <summary>The assemblies that generated C# is compiled against: the .NET runtime that flowc runs on, and FlowLang's runtime libraries.</summary>
internal static class ReferenceSet
{
    /// <summary>Everything that generated code may name; a connector that this flowc does not have is left out.</summary>
    private static readonly string[] RuntimeLibraries =
    [
        "FlowLang.Runtime", "FlowLang.Connectors.DuckDb", "FlowLang.Connectors.Files", "FlowLang.Connectors.Postgres",
        "DuckDB.NET.Data", "DuckDB.NET.Bindings", "Npgsql",
    ];

    private static ImmutableArray<MetadataReference> _cached;

    public static ImmutableArray<MetadataReference> For(Installation installation)
    {
        if (_cached.IsDefault)
        {
            _cached =
            [
                .. DotNetRuntime.Current.Assemblies
                    .Concat(RuntimeLibraries.Select(installation.Libraries.FindAssembly).OfType<string>())
                    .Select(path => MetadataReference.CreateFromFile(path)),
            ];
        }

        return _cached;
    }
}
