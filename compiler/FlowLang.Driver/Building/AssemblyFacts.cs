using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace FlowLang.Driver.Building;

/// <summary>What an assembly says of itself and of what it uses.</summary>
internal static class AssemblyFacts
{
    /// <summary>What the SDK would add: the usual usings, and the attributes that .NET reads at start-up.</summary>
    public static KeyValuePair<string, string> File(string assemblyName) => new(
        "AssemblyInfo.g.cs",
        $"""
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;

        [assembly: System.Runtime.Versioning.TargetFramework(".NETCoreApp,Version=v10.0", FrameworkDisplayName = ".NET 10.0")]
        [assembly: System.Reflection.AssemblyTitle("{assemblyName}")]
        [assembly: System.Reflection.AssemblyVersion("1.0.0.0")]

        """);

    public static ImmutableArray<string> ReferencesOf(byte[] image)
    {
        using PEReader reader = new(new MemoryStream(image));
        return ReferencesOf(reader);
    }

    /// <summary>Of a file, of whose megabytes of native code nothing is read.</summary>
    public static ImmutableArray<string> ReferencesOf(string path)
    {
        using PEReader reader = new(System.IO.File.OpenRead(path));
        return ReferencesOf(reader);
    }

    /// <summary>What the compiler wants of a library: its metadata, not its code.</summary>
    public static MetadataReference ReferenceTo(string path) =>
        AssemblyMetadata.CreateFromStream(System.IO.File.OpenRead(path), PEStreamOptions.PrefetchMetadata).GetReference(filePath: path);

    private static ImmutableArray<string> ReferencesOf(PEReader reader)
    {
        MetadataReader metadata = reader.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences
                .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Order(StringComparer.Ordinal),
        ];
    }
}
