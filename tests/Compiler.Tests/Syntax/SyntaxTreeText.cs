using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Syntax;

/// <summary>Prints syntax nodes as an indented tree: kind, values, place.</summary>
public static class SyntaxTreeText
{
    public static string Print(SyntaxNode node)
    {
        StringBuilder text = new();
        Print(text, node, "", 0);
        return text.ToString();
    }

    /// <summary>Every node below and including this one.</summary>
    public static IEnumerable<SyntaxNode> All(SyntaxNode node) =>
        Children(node).SelectMany(child => child.Value is SyntaxNode inner ? All(inner) : []).Prepend(node);

    private static void Print(StringBuilder text, SyntaxNode node, string role, int depth)
    {
        text.Append(' ', depth * 2).Append(role).Append(node.GetType().Name.Replace("Syntax", "", StringComparison.Ordinal));
        List<(string Name, object Value)> children = [.. Children(node)];
        foreach ((string name, object value) in children.Where(c => c.Value is not SyntaxNode))
        {
            text.Append(CultureInfo.InvariantCulture, $" {name}={Value(value)}");
        }

        text.Append(CultureInfo.InvariantCulture, $" [{node.Span.Line}:{node.Span.Column}-{node.Span.EndLine}:{node.Span.EndColumn}]\n");
        foreach ((string name, object value) in children)
        {
            if (value is SyntaxNode child)
            {
                Print(text, child, name + ": ", depth + 1);
            }
        }
    }

    private static IEnumerable<(string Name, object Value)> Children(SyntaxNode node)
    {
        foreach (PropertyInfo property in node.GetType().GetProperties().Where(p => p.CanWrite && p.PropertyType != typeof(TextSpan)))
        {
            if (property.Name == "Name" && property.DeclaringType == typeof(DeclarationSyntax) && node.GetType() != typeof(DeclarationSyntax)
                && node.GetType().GetProperties().Count(p => p.Name == "Name") > 1)
            {
                continue;
            }

            object? value = property.GetValue(node);
            if (value is IEnumerable list and not string)
            {
                foreach (object item in list)
                {
                    yield return (property.Name, item);
                }
            }
            else if (value is not null)
            {
                yield return (property.Name, value);
            }
        }
    }

    private static string Value(object value) => value switch
    {
        string text => "\"" + text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal) + "\"",
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
