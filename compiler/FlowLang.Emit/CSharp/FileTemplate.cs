using System.Collections.Concurrent;
using System.Reflection;
using Scriban;
using Scriban.Runtime;

namespace FlowLang.Emit.CSharp;

/// <summary>Whole files from templates: skeletons whose parts are texts already.</summary>
internal static class FileTemplate
{
    private const int MostItems = 1_000_000;
    private static readonly ConcurrentDictionary<string, Template> Parsed = new(StringComparer.Ordinal);

    /// <summary>The template called <paramref name="name"/> with its values: strings, and lists of strings or of more values.</summary>
    public static string Render(string name, ScriptObject values)
    {
        // Its limits are for templates of strangers: a program of thousands of pipelines is longer than the megabyte that it cuts off at.
        TemplateContext context = new() { StrictVariables = true, LoopLimit = MostItems, LimitToString = 0, NewLine = "\n" };
        context.PushGlobal(values);
        return Parsed.GetOrAdd(name, Parse).Render(context);
    }

    /// <summary>Values by name.</summary>
    public static ScriptObject Values(params ReadOnlySpan<(string Name, object Value)> values)
    {
        ScriptObject result = [];
        foreach ((string name, object value) in values)
        {
            result.Add(name, value);
        }

        return result;
    }

    public static ScriptArray List(IEnumerable<object> items) => [.. items];

    private static Template Parse(string name)
    {
        Assembly assembly = typeof(FileTemplate).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"FlowLang.Emit.Templates.{name}.scriban")
            ?? throw new System.Diagnostics.UnreachableException($"no template {name}");
        using StreamReader reader = new(stream);
        Template template = Template.Parse(reader.ReadToEnd().ReplaceLineEndings("\n"), name);
        return template.HasErrors ? throw new System.Diagnostics.UnreachableException(template.Messages.ToString()) : template;
    }
}
