using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>`after.pickup`, or a list of such: names only, which the stream finds in its row.</summary>
internal static class ColumnPathBinder
{
    /// <summary>Paths with dots; null where it is none.</summary>
    public static TextListOption? Bind(ExpressionSyntax syntax, OptionDescriptor descriptor)
    {
        ImmutableArray<ExpressionSyntax> items =
            syntax is ListExpressionSyntax list && descriptor.Kind == OptionKind.ColumnPathList ? list.Items : [syntax];
        ImmutableArray<string?> paths = [.. items.Select(Path)];
        return paths.IsEmpty || paths.Contains(null) ? null : new TextListOption([.. paths.OfType<string>()]);
    }

    private static string? Path(ExpressionSyntax syntax) => syntax switch
    {
        NameExpressionSyntax name => name.Name.Text,
        MemberExpressionSyntax member => Path(member.Target) is { } target ? $"{target}.{member.Name.Text}" : null,
        _ => null,
    };
}
