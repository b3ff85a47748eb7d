using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`pools: { heavy: 2, light: 16 }` of a workspace, and `pool: heavy` of a pipeline.</summary>
internal static class PoolBinder
{
    private const int MostRuns = 1024;

    /// <summary>The pool that a pipeline names.</summary>
    public static string? Use(PropertySyntax property, BindingContext context)
    {
        if (property.Value is not NameExpressionSyntax { Name: { } name })
        {
            context.Report(ScheduleDiagnostics.PropertyValue(
                property.Value.Span, property.Name.Text, "the name of a pool of the workspace"));
            return null;
        }

        string[] known = [.. Declared(context.Session).Select(pool => pool.Name.Text)];
        if (!known.Contains(name.Text))
        {
            context.Report(ScheduleDiagnostics.UnknownPool(name.Span, name.Text, known));
        }

        return name.Text;
    }

    /// <summary>The pools of the workspace; what is no number of runs is left out, and reported where the workspace is bound.</summary>
    public static ImmutableSortedDictionary<string, int> Of(BindingSession session)
    {
        var pools = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (PropertySyntax pool in Declared(session))
        {
            if (Size(pool) is { } size)
            {
                pools.TryAdd(pool.Name.Text, size);
            }
        }

        return pools.ToImmutable();
    }

    public static void Check(PropertySyntax property, BindingContext context)
    {
        if (property.Value is not StructExpressionSyntax { Fields: var pools } || pools.FirstOrDefault(p => Size(p) is null) is { })
        {
            context.Report(ScheduleDiagnostics.PropertyValue(
                property.Value.Span, "pools", $"numbers of runs from 1 to {MostRuns}: `{{ heavy: 2, light: 16 }}`"));
        }
    }

    private static int? Size(PropertySyntax pool) =>
        pool.Value is IntegerLiteralSyntax { Value: var size } && size >= 1 && size <= MostRuns ? (int)size : null;

    private static IEnumerable<PropertySyntax> Declared(BindingSession session) =>
        session.Modules.Modules.SelectMany(module => module.Tree.Root.Declarations.OfType<WorkspaceSyntax>())
            .SelectMany(workspace => workspace.Properties).Where(property => property.Name.Text == "pools")
            .SelectMany(property => property.Value is StructExpressionSyntax { Fields: var pools } ? pools : []);
}
