using System.Text;

namespace FlowLang.Hosting.Html;

/// <summary>
/// A piece of HTML. It is made of literals that the program contains and of values, which are escaped for text and for quoted attributes
/// alike:
/// <c>Markup.Of($"&lt;td title=\"{name}\"&gt;{name}&lt;/td&gt;")</c>. Only a <see cref="Markup"/> goes in as it is.
/// </summary>
internal readonly struct Markup
{
    public static readonly Markup None;

    private readonly string? _text;

    private Markup(string text) => _text = text;

    public static Markup Of(MarkupText text) => new(text.Finish());

    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> render)
    {
        StringBuilder all = new();
        foreach (T item in items)
        {
            all.Append(render(item)._text);
        }

        return new Markup(all.ToString());
    }

    public static Markup If(bool condition, Func<Markup> render) => condition ? render() : None;

    public override string ToString() => _text ?? "";
}
