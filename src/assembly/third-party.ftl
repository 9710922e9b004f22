<#-- THIRD-PARTY.txt: the libraries, for people. -->
The archive holds these ${dependencyMap?size} libraries in lib/. Where there is more than one licence, you may choose.
The texts of the licences, and what each library says itself of its licence and its authors, are in licenses/.

<#list dependencyMap?sort_by(["key", "id"]) as entry>
<#assign library = entry.key>
${library.groupId}:${library.artifactId} ${library.version}
    ${entry.value?sort?join(" or ")}<#if library.url?has_content>, ${library.url}</#if>
</#list>
