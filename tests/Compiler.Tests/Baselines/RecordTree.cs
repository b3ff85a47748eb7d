using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Baselines;

/// <summary>Prints records as an indented tree: a line a node with its simple properties, its parts below it under their names.</summary>
internal static class RecordTree
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();

    public static string Print(object root, Func<object, bool> isNode, Func<object, string> place)
    {
        StringBuilder text = new();
        Print(text, "", root, 0, isNode, place);
        return text.ToString();
    }

    private static void Print(
        StringBuilder text, string label, object node, int depth, Func<object, bool> isNode, Func<object, string> place)
    {
        text.Append(' ', depth * 2).Append(label).Append(node.GetType().Name);
        List<(string Label, object Part)> parts = [];
        foreach (PropertyInfo property in s_properties.GetOrAdd(node.GetType(), PropertiesOf))
        {
            object? value = property.GetValue(node);
            if (value is null)
            {
                continue;
            }

            if (isNode(value))
            {
                parts.Add((property.Name + ": ", value));
            }
            else if (value is IEnumerable items and not string && !IsDefault(items))
            {
                AddItems(text, property.Name, [.. items.Cast<object>()], parts, isNode);
            }
            else if (value is not (TextSpan or IEnumerable) or string)
            {
                text.Append(' ').Append(property.Name).Append('=').Append(Simple(value));
            }
        }

        text.Append(place(node)).Append('\n');
        foreach ((string name, object part) in parts)
        {
            Print(text, name, part, depth + 1, isNode, place);
        }
    }

    private static void AddItems(StringBuilder text, string name, object[] items, List<(string, object)> parts, Func<object, bool> isNode)
    {
        if (items.Length > 0 && items.All(isNode))
        {
            parts.AddRange(items.Select((item, index) => ($"{name}[{index}]: ", item)));
        }
        else if (items.Length > 0)
        {
            text.Append(' ').Append(name).Append("=[").AppendJoin(", ", items.Select(Simple)).Append(']');
        }
    }

    private static bool IsDefault(IEnumerable items) =>
        items.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && type.GetProperty("IsDefault")?.GetValue(items) is true;

    private static string Simple(object value) => value switch
    {
        string text => $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static PropertyInfo[] PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.Name is not ("Children" or "CanFail"))
            .OrderBy(property => property.MetadataToken)];
}
