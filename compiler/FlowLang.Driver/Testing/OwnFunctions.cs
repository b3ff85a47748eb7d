using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using FlowLang.Connectors.DuckDb;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.Planning.Logical;

namespace FlowLang.Driver.Testing;

/// <summary>The functions that a program has in C#, compiled as for its executable and loaded into flowc: for tests.</summary>
internal static class OwnFunctions
{
    private static readonly ConditionalWeakTable<LogicalProgram, PropertyInfo> Loaded = [];

    public static ImmutableArray<UserFunction> Of(Workspace workspace, LogicalProgram program) => program.Bound.Functions.IsEmpty
        ? []
        : Loaded.GetValue(program, p => Load(workspace, p)).GetValue(null) is ImmutableArray<UserFunction> functions
            ? functions
            : throw new UnreachableException("the list of functions is none");

    private static PropertyInfo Load(Workspace workspace, LogicalProgram program)
    {
        EmitOptions options = new(workspace.Name, workspace.SourceHash, Installation.CompilerVersion);
        (string file, string text, string type, string property) = Emitter.Functions(program, options);
        CSharpInput input = new($"{workspace.Name}.functions", [KeyValuePair.Create(file, text)], [])
        {
            Own = workspace.CSharp,
            IsLibrary = true,
        };
        CSharpOutput output = CSharpBuild.Compile(input, Installation.Current, CancellationToken.None);
        if (output.Errors.Length > 0)
        {
            throw new UnreachableException(string.Join('\n', output.Errors));
        }

        return Assembly.Load(output.Assembly).GetType(type)?.GetProperty(property)
            ?? throw new UnreachableException($"{type}.{property} is not there");
    }
}
