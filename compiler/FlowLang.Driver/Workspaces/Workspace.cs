using System.Collections.Immutable;
using FlowLang.Semantics.Binding;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Text;

namespace FlowLang.Driver.Workspaces;

/// <summary>A folder of `.flow` files as it was read: nothing behind it touches the disk again.</summary>
/// <param name="Name">Name of the executable: letters, digits, `-` and `_`.</param>
/// <param name="Folder">Absolute path.</param>
/// <param name="Files">Sorted by path; paths are relative to the folder, with `/`.</param>
/// <param name="Catalog">What `flow.lock` says.</param>
/// <param name="SourceHash">SHA-256 of the files and of `flow.lock`, in hex: the same for the same program, wherever it lies.</param>
/// <param name="Diagnostics">Files that could not be taken.</param>
public sealed record Workspace(
    string Name, string Folder, ImmutableArray<SourceText> Files, SchemaCatalog Catalog, string SourceHash,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The `.cs` files of the folder, for the functions of the program that are in C#; sorted by path as the others.</summary>
    public ImmutableArray<SourceText> CSharp { get; init; } = [];

    /// <summary>The file that `flowc lock` writes.</summary>
    public const string LockFile = "flow.lock";
}
