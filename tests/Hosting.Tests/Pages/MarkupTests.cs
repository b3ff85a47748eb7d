using FlowLang.Hosting.Html;

namespace FlowLang.Hosting.Tests.Pages;

/// <summary>Whatever a value holds, it stays text.</summary>
public sealed class MarkupTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onmouseover=\"x", "&quot; onmouseover=&quot;x")]
    [InlineData("' onfocus='x", "&#x27; onfocus=&#x27;x")]
    [InlineData("a & b", "a &amp; b")]
    [InlineData("\u0000\u001b[31m", "␀␛[31m")]
    public void Values_are_escaped(string value, string escaped) =>
        Assert.Equal($"<p title=\"{escaped}\">{escaped}</p>", $"{Markup.Of($"<p title=\"{value}\">{value}</p>")}");

    [Fact]
    public void Markup_goes_in_as_it_is() =>
        Assert.Equal("<ul><li>1 &lt; 2</li><li>3</li></ul>",
            $"{Markup.Of($"<ul>{Markup.Each(["1 < 2", "3"], v => Markup.Of($"<li>{v}</li>"))}</ul>")}");

    [Theory]
    [InlineData(0, "now")]
    [InlineData(42, "42 s ago")]
    [InlineData(-130, "in 2 min")]
    [InlineData(7300, "2 h ago")]
    [InlineData(2_600_000, "30 d ago")]
    public void Distances_are_in_their_largest_unit(int seconds, string words)
    {
        DateTimeOffset now = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(words, Words.Distance(now.AddSeconds(-seconds), now));
    }
}
