using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FlowLang.Architecture.Tests;

/// <summary>Size and style of hand-written C#.</summary>
public sealed class StyleTests
{
    private const int MaxFileLines = 500;
    private const int MaxMethodLines = 50;
    private const int MaxColumns = 140;

    [Fact]
    public void Files_have_at_most_500_lines() =>
        Rule.Holds(
            "a file over 500 lines is two files",
            from file in Repository.Sources
            where file.Text.Lines.Count > MaxFileLines + 1
            select $"{file.Path}: {file.Text.Lines.Count} lines");

    [Fact]
    public void Methods_have_at_most_50_lines() =>
        Rule.Holds(
            "a method over 50 lines is two methods",
            from file in Repository.Sources
            from method in file.Root.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            let lines = LinesOf(method)
            where lines > MaxMethodLines
            select $"{file.At(method)}: {lines} lines");

    [Fact]
    public void Lines_have_at_most_140_columns() =>
        Rule.Holds(
            "a line has at most 140 columns",
            from file in Repository.Sources
            let literals = MultilineLiterals(file.Root)
            from line in file.Text.Lines
            where line.Span.Length > MaxColumns && !literals.Any(span => span.Contains(line.Start))
            select $"{file.Path}:{line.LineNumber + 1}: {line.Span.Length} columns");

    [Fact]
    public void Nulls_are_handled_not_waved_through() =>
        Rule.Holds(
            "no null-forgiving `!`",
            from file in Repository.Sources
            from node in file.Root.DescendantNodes()
            where node.IsKind(SyntaxKind.SuppressNullableWarningExpression)
            select $"{file.At(node)} {node}");

    [Fact]
    public void There_are_no_regions() =>
        Rule.Holds(
            "no regions",
            from file in Repository.Sources
            from trivia in file.Root.DescendantTrivia()
            where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
            select file.At(trivia.GetLocation()));

    [Fact]
    public void Namespaces_are_file_scoped() =>
        Rule.Holds(
            "namespaces are file-scoped",
            from file in Repository.Sources
            from node in file.Root.DescendantNodes().OfType<NamespaceDeclarationSyntax>()
            select file.At(node));

    [Fact]
    public void Cancellation_tokens_come_last() =>
        Rule.Holds(
            "`CancellationToken` is the last parameter but for `params`",
            from file in Repository.Sources
            from list in file.Root.DescendantNodes().OfType<ParameterListSyntax>()
            where list.Parent is MethodDeclarationSyntax or LocalFunctionStatementSyntax
            let index = list.Parameters.IndexOf(parameter => parameter.Type?.ToString() == nameof(CancellationToken))
            where index >= 0 && list.Parameters.Skip(index + 1).Any(parameter => !parameter.Modifiers.Any(SyntaxKind.ParamsKeyword))
            select file.At(list));

    [Fact]
    public void The_runtime_awaits_and_never_blocks() =>
        Rule.Holds(
            "async all the way",
            from file in Repository.Sources
            where file.Path.StartsWith("runtime/", StringComparison.Ordinal)
            from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
            where call.Expression.ToString().EndsWith(".GetAwaiter().GetResult", StringComparison.Ordinal)
            select $"{file.At(call)} {call}");

    /// <summary>From the signature to the closing brace; text that stands in a literal is data, not code.</summary>
    private static int LinesOf(BaseMethodDeclarationSyntax method)
    {
        SyntaxToken first = method.Modifiers.Count > 0 ? method.Modifiers[0] : method.GetFirstToken();
        int start = first.GetLocation().GetLineSpan().StartLinePosition.Line;
        int end = method.GetLocation().GetLineSpan().EndLinePosition.Line;
        int literals = method.DescendantTokens().Where(IsText).Sum(token =>
        {
            FileLinePositionSpan lines = token.GetLocation().GetLineSpan();
            return Math.Max(0, lines.EndLinePosition.Line - lines.StartLinePosition.Line);
        });
        return end - start + 1 - literals;
    }

    private static TextSpan[] MultilineLiterals(SyntaxNode root) =>
        [.. root.DescendantNodes()
            .Where(node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            .Where(node => node.GetLocation().GetLineSpan() is { } lines && lines.StartLinePosition.Line != lines.EndLinePosition.Line)
            .Select(node => node.Span)];

    private static bool IsText(SyntaxToken token) =>
        token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)
        || token.IsKind(SyntaxKind.StringLiteralToken)
        || token.IsKind(SyntaxKind.InterpolatedStringTextToken);
}
